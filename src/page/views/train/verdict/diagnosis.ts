/**
 * What goes wrong in a run, as a teacher would see it in the curves: each ailment with the curve that shows it. Of the
 * thresholds none is a law; they are set so that a run at the defaults has no ailment and the papers' failures have theirs.
 */
import type { MetricName } from '../../../../experiment/metrics';
import type { TrainedStage } from '../../../../experiment/names';
import type { Curves } from '../../../store/run/pageModel';
import { pointsOf, type Point } from '../../../store/run/series';
import { errorOfDifference, meanOf } from './change';

export const AILMENTS = ['collapsed', 'overoptimized', 'diverged', 'overfitted'] as const;
export type Ailment = (typeof AILMENTS)[number];

export interface Diagnosis {
  readonly ailment: Ailment;
  /** The curve that shows it. */
  readonly metric: MetricName;
  /** Where it shows first. */
  readonly iteration: number;
  /** The curve's value as the run began, and its newest. */
  readonly first: number;
  readonly value: number;
  /** What the newest value is compared with: the run's best, or the value on pairs that were learned from; null: a threshold. */
  readonly than: number | null;
}

/** Nats per token: below, a model has one way to go on; one that chooses among answers keeps some .4 in this world. */
const CERTAIN = 0.05;
/** Nats per answer: the policy finds its own answers e^20 times as likely as the fine-tuned model does. */
const FAR = 20;
/** Neighboring iterations that are averaged before they are compared. */
const WINDOW = 5;
/** Standard errors by which gold must have fallen from its best window, the best of many being partly luck. */
const FALLEN = 4;
/** Standard errors by which the score must have risen meanwhile. */
const RISEN = 2;
/** A loss that has grown so much over its lowest, as a factor and in nats. */
const GROWN = { factor: 1.5, nats: 0.5 };
/** Share of pairs by which the batch may be ordered better than held-out pairs. */
const GAP = 0.2;

function points(curves: Curves, metric: MetricName): readonly Point[] {
  const series = curves.series[metric];
  return series === undefined ? [] : pointsOf(series);
}

/** The first point from which on, to the end, all are so. */
function since(all: readonly Point[], isSo: (point: Point) => boolean): Point | null {
  const before = all.map(isSo).lastIndexOf(false);
  return all[before + 1] ?? null;
}

function collapsed(curves: Curves): Diagnosis | null {
  const entropy = points(curves, 'entropy');
  const first = since(entropy, ({ y }) => y < CERTAIN);
  const last = entropy.at(-1);
  if (!first || !last || first === entropy[0]) return null;
  const { x: iteration } = first;
  return { ailment: 'collapsed', metric: 'entropy', iteration, first: entropy[0].y, value: last.y, than: null };
}

/** The reward model's score rises while the judge's mark falls (Gao, Schulman & Hilton 2023). */
function overoptimized(curves: Curves): Diagnosis | null {
  const [gold, score] = [points(curves, 'goldReward'), points(curves, 'proxyReward')];
  const windows = Math.min(gold.length, score.length) - WINDOW + 1;
  if (windows <= WINDOW) return null;
  const means = Array.from({ length: windows }, (_, i) => ({
    gold: meanOf(gold.slice(i, i + WINDOW)),
    score: meanOf(score.slice(i, i + WINDOW)),
  }));
  const last = means[windows - 1];
  const best = means.reduce((top, each, i) => (each.gold.value > means[top].gold.value ? i : top), 0);
  const top = means[best];
  const fallen = top.gold.value - last.gold.value > FALLEN * errorOfDifference(top.gold, last.gold);
  const risen = last.score.value - top.score.value > RISEN * errorOfDifference(top.score, last.score);
  if (!fallen || !risen) return null;
  return {
    ailment: 'overoptimized',
    metric: 'goldReward',
    iteration: gold[best + WINDOW - 1].x,
    first: gold[0].y,
    value: last.gold.value,
    than: top.gold.value,
  };
}

function farAway(curves: Curves): Diagnosis | null {
  const kl = points(curves, 'kl');
  const first = since(kl, ({ y }) => y > FAR);
  const last = kl.at(-1);
  if (!first || !last) return null;
  return { ailment: 'diverged', metric: 'kl', iteration: first.x, first: kl[0].y, value: last.y, than: null };
}

function lossGrown(curves: Curves): Diagnosis | null {
  const loss = points(curves, 'loss');
  if (loss.length < 2 * WINDOW) return null;
  const means = loss.slice(WINDOW - 1).map((_, i) => meanOf(loss.slice(i, i + WINDOW)).value);
  const lowest = means.indexOf(Math.min(...means));
  const [than, value] = [means[lowest], means[means.length - 1]];
  if (value <= GROWN.factor * than || value <= than + GROWN.nats) return null;
  const iteration = loss[lowest + WINDOW - 1].x;
  return { ailment: 'diverged', metric: 'loss', iteration, first: loss[0].y, value, than };
}

function overfitted(curves: Curves): Diagnosis | null {
  const [own, heldOut] = [points(curves, 'accuracy'), points(curves, 'heldOutAccuracy')];
  const last = heldOut.at(-1);
  if (!last || own.length < 2 * WINDOW) return null;
  const recent = meanOf(own.slice(-2 * WINDOW)).value;
  if (recent - last.y <= GAP) return null;
  const { x: iteration, y: value } = last;
  return { ailment: 'overfitted', metric: 'heldOutAccuracy', iteration, first: heldOut[0].y, value, than: recent };
}

const SIGNS = {
  pretrain: [lossGrown],
  sft: [lossGrown],
  rewardModel: [lossGrown, overfitted],
  ppo: [collapsed, overoptimized, farAway],
} as const satisfies Record<TrainedStage, readonly ((curves: Curves) => Diagnosis | null)[]>;

/** The worst that the curves show so far; null while all is well. */
export function diagnose(stage: TrainedStage, curves: Curves): Diagnosis | null {
  for (const sign of SIGNS[stage]) {
    const found = sign(curves);
    if (found) return found;
  }
  return null;
}
