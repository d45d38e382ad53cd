/**
 * What goes wrong in a run, as a teacher would see it in the curves: each ailment with the curve that shows it. Of the
 * thresholds none is a law; they are set so that a run at the defaults has no ailment and the papers' failures have theirs.
 */
import type { MetricName } from '../../../../experiment/metrics';
import type { TrainedStage } from '../../../../experiment/names';
import type { Measured } from '../../../../protocol/evaluate';
import type { Curves } from '../../../store/run/pageModel';
import { meanOfPoints, pointSince, RECENT_POINTS, windowMeans } from '../../../store/run/series';
import { errorOfDifference, measurementsOf, sureDirection } from './change';

type Ailment = 'collapsed' | 'overoptimized' | 'diverged' | 'overfitted';

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
  /** Of over-optimization: whether the run's best is surely above its start (1), surely below (−1), or neither. */
  readonly rise?: -1 | 0 | 1;
}

/** Nats per token: below, a model has one way to go on; one that chooses among answers keeps some .4 in this world. */
const CERTAIN = 0.05;
/** Nats per answer: the policy finds its own answers e^20 times as likely as the fine-tuned model does. */
const FAR = 20;
/** Neighboring points, at least, that are averaged before they are compared. */
const WINDOW = 5;
/** Standard errors by which gold must have fallen from its best window, the best of many being partly luck. */
const FALLEN = 4;
/** Standard errors by which the score must have risen meanwhile. */
const RISEN = 2;
/** A loss that has grown so much over its lowest, as a factor and in nats. */
const GROWN = { factor: 1.5, nats: 0.5 };
/** Share of pairs by which the batch may be ordered better than held-out pairs. */
const GAP = 0.2;

function collapsed(curves: Curves): Diagnosis | null {
  const entropy = measurementsOf(curves, 'entropy');
  const since = entropy && pointSince(entropy.series, [-Infinity, CERTAIN]);
  if (!since || since === entropy.first) return null;
  const { first, last } = entropy;
  return { ailment: 'collapsed', metric: 'entropy', iteration: since.x, first: first.y, value: last.y, than: null };
}

/** Whether one value lies that many standard errors above another; not where their errors are not known. */
function isAbove(high: Measured, low: Measured, errors: number): boolean {
  const error = errorOfDifference(high, low);
  return error !== null && high.value - low.value > errors * error;
}

/** The reward model's score rises while the judge's mark falls (Gao, Schulman & Hilton 2023). */
function overoptimized(curves: Curves): Diagnosis | null {
  const [gold, score] = [measurementsOf(curves, 'goldReward'), measurementsOf(curves, 'proxyReward')];
  if (!gold || !score) return null;
  const [golds, scores] = [windowMeans(gold.series, WINDOW), windowMeans(score.series, WINDOW)];
  if (Math.min(golds.length, scores.length) <= WINDOW) return null;
  const [top, last] = [golds.reduce((best, each) => (each.value > best.value ? each : best)), golds[golds.length - 1]];
  const [scoreThen, scoreNow] = [scores.find(({ end }) => end >= top.end), scores[scores.length - 1]];
  if (!isAbove(top, last, FALLEN) || !scoreThen || !isAbove(scoreNow, scoreThen, RISEN)) return null;
  const rise = sureDirection({ from: meanOfPoints([gold.first]), to: top }) ?? 0;
  const [iteration, first, value, than] = [top.end, gold.first.y, last.value, top.value];
  return { ailment: 'overoptimized', metric: 'goldReward', iteration, first, value, than, rise };
}

function farAway(curves: Curves): Diagnosis | null {
  const kl = measurementsOf(curves, 'kl');
  const since = kl && pointSince(kl.series, [FAR, Infinity]);
  if (!since) return null;
  return { ailment: 'diverged', metric: 'kl', iteration: since.x, first: kl.first.y, value: kl.last.y, than: null };
}

function lossGrown(curves: Curves): Diagnosis | null {
  const loss = measurementsOf(curves, 'loss');
  const means = loss ? windowMeans(loss.series, WINDOW) : [];
  if (!loss || means.length <= WINDOW) return null;
  const lowest = means.reduce((best, each) => (each.value < best.value ? each : best));
  const [than, { value }] = [lowest.value, means[means.length - 1]];
  if (value <= GROWN.factor * than || value <= than + GROWN.nats) return null;
  return { ailment: 'diverged', metric: 'loss', iteration: lowest.end, first: loss.first.y, value, than };
}

function overfitted(curves: Curves): Diagnosis | null {
  const [own, heldOut] = [measurementsOf(curves, 'accuracy'), measurementsOf(curves, 'heldOutAccuracy')];
  if (!own || !heldOut || own.series.recent.length < RECENT_POINTS) return null;
  const { value: than } = meanOfPoints(own.series.recent);
  const { x: iteration, y: value } = heldOut.last;
  if (than - value <= GAP) return null;
  return { ailment: 'overfitted', metric: 'heldOutAccuracy', iteration, first: heldOut.first.y, value, than };
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
