/**
 * Proxy and gold against the distance √KL from where PPO began, with the curve of Gao et al. through the gold: from the
 * training curves on the page, not from the evaluation.
 */
import { fitFromStart, gainAt, peak, RL, type FitFromStart, type Gain } from '../../../overoptimization';
import type { Curves } from '../../store/run/pageModel';
import { bucketMeans } from '../../store/run/series';
import { text } from '../../text/text';
import { roundTicks } from '../../ui/charts/chartScale';
import { formatFixed, formatShare } from '../../ui/format';
import type { ColorName } from '../../ui/colors';
import type { Figure, FigureSeries, Line, Shape } from './figure';

/** One PPO run, or one round of it. */
export interface Policy {
  readonly label: string;
  readonly curves: Curves;
  /** Another run's, laid over: drawn hollow. */
  readonly over: boolean;
}

/** Below that a curve of three numbers says nothing. */
export const LEAST_POINTS = 12;
/** Of the variance that the curve must explain to be drawn. */
const LEAST_EXPLAINED = 0.1;
/** Of the variance that the curve must explain for its turn to be believed. */
const LEAST_FOR_TURN = 0.5;
/** Of the points, those that must lie on either side of a peak: else it is not seen, only extrapolated. */
const LEAST_BESIDE_PEAK = 3;
const FITTED_POINTS = 40;

/** The reward by the distance, point by point; where a long run keeps no single points, means of neighboring ones. */
export function gains(curves: Curves, metric: 'goldReward' | 'proxyReward'): readonly Gain[] {
  const { kl, [metric]: reward } = curves.series;
  if (kl === undefined || reward === undefined) return [];
  const klAt = new Map(bucketMeans(kl).map(({ x, y }) => [x, y]));
  return bucketMeans(reward).flatMap(({ x, y }) => {
    const nats = klAt.get(x);
    return nats === undefined ? [] : [{ distance: Math.sqrt(Math.max(0, nats)), reward: y }];
  });
}

/** Rounds have one color: each has a shape and a line of its own. Dashes are the other run's. */
const ROUND_SHAPES: readonly Shape[] = ['circle', 'triangle', 'cross', 'square'];
const ROUND_LINES: readonly Line[] = ['solid', 'dashDotted', 'dotted'];

type Outcome =
  | { readonly kind: 'tooFew'; readonly points: number }
  | { readonly kind: 'noCurve'; readonly explained: number }
  | { readonly kind: 'unclear' | 'rising' | 'falling'; readonly fit: FitFromStart }
  | { readonly kind: 'peak'; readonly fit: FitFromStart; readonly distance: number };

/**
 * Gao et al.'s curve of RL through the points, if they are enough and it says something of them. It has a peak only if that
 * lies among the points and the curve explains at least half of their variance.
 */
export function outcomeOf(points: readonly Gain[]): Outcome {
  if (points.length < LEAST_POINTS) return { kind: 'tooFew', points: points.length };
  const fit = fitFromStart(RL, points);
  if (fit === null || fit.explained < LEAST_EXPLAINED) return { kind: 'noCurve', explained: fit?.explained ?? 0 };
  if (fit.explained < LEAST_FOR_TURN) return { kind: 'unclear', fit };
  const top = peak(RL, fit.curve);
  const before = points.filter(({ distance }) => top !== null && distance < top.distance).length;
  const isSeen = Math.min(before, points.length - before) >= LEAST_BESIDE_PEAK;
  if (top !== null && isSeen) return { kind: 'peak', fit, distance: top.distance };
  const [nearest, farthest] = rangeOf(points).map((distance) => gainAt(RL, fit.curve, distance));
  return { kind: farthest > nearest ? 'rising' : 'falling', fit };
}

/** The least and the greatest distance. */
function rangeOf(points: readonly Gain[]): readonly [nearest: number, farthest: number] {
  const distances = points.map(({ distance }) => distance);
  return [Math.min(...distances), Math.max(...distances)];
}

function noteOf(label: string, outcome: Outcome): string {
  const { tooFew, noCurve, unclear, rising, falling, top } = text.evaluate.fit;
  switch (outcome.kind) {
    case 'tooFew':
      return tooFew(label, outcome.points, LEAST_POINTS);
    case 'noCurve':
      return noCurve(label, formatShare(Math.max(0, outcome.explained)));
    case 'unclear':
      return unclear(label, formatShare(outcome.fit.explained));
    case 'rising':
      return rising(label, formatShare(outcome.fit.explained));
    case 'falling':
      return falling(label, formatShare(outcome.fit.explained));
    case 'peak': {
      const { curve, explained } = outcome.fit;
      const [alpha, beta] = [curve.alpha, curve.beta].map((value) => formatFixed(value, 2));
      return top(label, formatFixed(outcome.distance, 2), alpha, beta, formatShare(explained));
    }
    default:
      return outcome satisfies never;
  }
}

function measuredSeries(
  { label, curves, over }: Policy,
  metric: 'goldReward' | 'proxyReward',
  color: ColorName,
  shape: Shape,
): FigureSeries {
  const points = gains(curves, metric).map(({ distance, reward }) => ({ x: distance, y: reward, error: null }));
  const name = text.metrics[metric].label;
  return {
    key: `${metric} ${label}`,
    label: label === '' ? name : `${name}, ${label}`,
    color,
    hollow: over,
    shape,
    points,
  };
}

/** Only over the distances that were measured: nearer and farther the curve is a guess. */
function fittedSeries(
  { label }: Policy,
  { start, curve }: FitFromStart,
  [nearest, farthest]: readonly [number, number],
  line: Line,
): FigureSeries {
  const points = Array.from({ length: FITTED_POINTS + 1 }, (_, i) => {
    const x = nearest + (i / FITTED_POINTS) * (farthest - nearest);
    return { x, y: start + gainAt(RL, curve, x), error: null };
  });
  const name = text.evaluate.fitted;
  return {
    key: `fit ${label}`,
    label: label === '' ? name : `${name}, ${label}`,
    color: 'gold',
    line,
    fitted: true,
    points,
  };
}

/** Null where no policy was trained on the page. */
export function overoptimizationFigure(policies: readonly Policy[]): Figure | null {
  const outcomes = policies.map((policy) => ({ policy, points: gains(policy.curves, 'goldReward') }));
  const known = outcomes
    .filter(({ points }) => points.length > 0)
    .map(({ policy, points }) => ({ policy, points, outcome: outcomeOf(points) }));
  if (known.length === 0) return null;
  const series = known.flatMap(({ policy, points, outcome }, round) => {
    const shape = policy.over ? 'circle' : ROUND_SHAPES[round % ROUND_SHAPES.length];
    const line = policy.over ? 'dashed' : ROUND_LINES[round % ROUND_LINES.length];
    const drawn = [
      measuredSeries(policy, 'proxyReward', 'rewardModel', shape),
      measuredSeries(policy, 'goldReward', 'gold', shape),
    ];
    return 'fit' in outcome ? [...drawn, fittedSeries(policy, outcome.fit, rangeOf(points), line)] : drawn;
  });
  const all = series.flatMap(({ points }) => points);
  const yTicks = roundTicks(Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y)), 4);
  const xTicks = roundTicks(0, Math.max(...all.map(({ x }) => x)), 4);
  return {
    panels: [
      {
        key: 'reward',
        title: text.evaluate.rewardByDistance,
        share: false,
        kind: 'points',
        y: [yTicks[0], yTicks[yTicks.length - 1]],
        yTicks,
        x: [0, xTicks[xTicks.length - 1]],
        xTicks: xTicks.map((at) => ({ at, label: String(at) })),
        xTitle: text.evaluate.distance,
        series,
        marks: known.flatMap(({ policy: { label }, outcome }) =>
          outcome.kind === 'peak' ? [{ at: outcome.distance, label: text.evaluate.fit.peak(label) }] : [],
        ),
      },
    ],
    notes: known.map(({ policy: { label }, outcome }) => noteOf(label === '' ? text.evaluate.thisRun : label, outcome)),
  };
}
