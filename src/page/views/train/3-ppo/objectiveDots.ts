/** Where to draw the tokens of a minibatch on the clipped objective. */
import { clippedObjective, isClipped } from '../../../../clippedObjective';
import type { MinibatchTokens } from '../../../../protocol/microSteps';

export interface Dot {
  readonly token: string;
  readonly ratio: number;
  readonly advantage: number;
  readonly objective: number;
  /** Past the clip range on the side that the advantage asks for: its gradient is 0. */
  readonly clipped: boolean;
}

export function dotOf(token: string, ratio: number, advantage: number, clipRange: number): Dot {
  const objective = clippedObjective(ratio, advantage, clipRange);
  return { token, ratio, advantage, objective, clipped: isClipped(ratio, advantage, clipRange) };
}

export function dotsOf({ tokens, ratios, advantages }: MinibatchTokens, clipRange: number): readonly Dot[] {
  return tokens.map((token, i) => dotOf(token, ratios[i], advantages[i], clipRange));
}

export interface RatioRange {
  readonly low: number;
  readonly high: number;
}

/** Half-width of the axis in multiples of ε: between LEAST and MOST, as the dots need. */
const LEAST = 2;
const MOST = 5;

/** Farther out one token would press all others together; it is drawn at the edge. */
export function ratioRange(dots: readonly Dot[], clipRange: number): RatioRange {
  const reach = (side: -1 | 1) => {
    const needed = dots.map(({ ratio }) => side * (ratio - 1) * 1.04);
    return Math.min(MOST * clipRange, Math.max(LEAST * clipRange, ...needed));
  };
  return { low: Math.max(0, 1 - reach(-1)), high: 1 + reach(1) };
}

/** Farther out than any ratio on view. */
export function isFar({ ratio }: Dot, clipRange: number): boolean {
  return Math.abs(ratio - 1) > MOST * clipRange;
}

export function clamp(value: number, { low, high }: RatioRange): number {
  return Math.min(high, Math.max(low, value));
}

/** Objectives on view: those of the dots and of the curves, and 0. */
export function objectiveRange(values: readonly number[]): RatioRange {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const margin = 0.04 * (high - low || 1);
  return { low: low - margin, high: high + margin };
}

/** The corners of the objective over a range of ratios: a line with one bend. */
export function curveOf(
  advantage: number,
  clipRange: number,
  { low, high }: RatioRange,
): readonly (readonly [number, number])[] {
  const bend = advantage > 0 ? 1 + clipRange : 1 - clipRange;
  const ratios = [low, ...(bend > low && bend < high ? [bend] : []), high];
  return ratios.map((ratio) => [ratio, clippedObjective(ratio, advantage, clipRange)] as const);
}
