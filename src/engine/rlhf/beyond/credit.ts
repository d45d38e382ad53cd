/**
 * Which tokens did the key press mean?
 *
 * While a text appears, a press comes some time after what it speaks of. TAMER (Knox & Stone 2009) spreads a rating h
 * given at time τ over the steps that were on screen before it, by a density f of the human delay: step i receives
 * credit_i = ∫ f over delays from τ − end_i to τ − start_i. Here, as in the authors' code, f is uniform, so the credit
 * is the overlap of the step with [τ − delay − window, τ − delay], divided by the window. The label of a step is Σ h · credit_i
 * over all presses (the "delay-weighted aggregate reward" of the authors' later code; the paper of 2009 learns from each
 * press for itself, weighted by its credit).
 */
import type { Interval, KeyPress } from '../../../protocol/feedback';

/** The uniform density of the human delay: no press is faster than the delay or slower than delay and window together. */
export interface HumanDelay {
  /** Seconds. */
  readonly creditDelay: number;
  /** Seconds, more than 0. */
  readonly creditWindow: number;
}

/** The authors' default: between 0.2 and 0.8 s. */
export const HUMAN_DELAY: HumanDelay = { creditDelay: 0.2, creditWindow: 0.6 };

/** Each step's share of a press, in [0, 1]; they add up to 1 if the steps leave no gap within the window. */
export function credits(shown: readonly Interval[], time: number, { creditDelay, creditWindow }: HumanDelay): number[] {
  const to = time - creditDelay;
  const from = to - creditWindow;
  return shown.map(({ start, end }) => Math.max(0, Math.min(end, to) - Math.max(start, from)) / creditWindow);
}

/** The label of each step, Σ h · credit over the presses, in units of a press; 0 where none gave credit. */
export function creditedLabels(
  shown: readonly Interval[],
  presses: readonly KeyPress[],
  humanDelay: HumanDelay,
): Float32Array {
  const labels = new Float32Array(shown.length);
  for (const { rating, time } of presses) {
    credits(shown, time, humanDelay).forEach((credit, i) => {
      labels[i] += rating * credit;
    });
  }
  return labels;
}
