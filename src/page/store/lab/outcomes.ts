/** Which of a scenario's predicted answers a run came to: worked out from what it measured, never written down. */
import { sureSign } from '../../../estimates';
import { ALGORITHMS } from '../../../experiment/algorithms';
import { YOURS, type Quantity, type ScenarioName } from '../../../experiment/scenarios';
import type { LabModel, Measurement } from './labRun';

const SMOOTHED = 5;
/** Gold of a batch of episodes moves by less than this without anything having happened. */
const STILL = 0.05;

const mean = (points: readonly Measurement[]) => points.reduce((sum, { y }) => sum + y, 0) / points.length;

export function pointsOf(run: LabModel, arm: string, quantity: Quantity): readonly Measurement[] {
  return run.arms.find(({ name }) => name === arm)?.points[quantity] ?? [];
}

/** By how much a curve rose from its first measurements to its last; NaN without any. */
export function rise(points: readonly Measurement[]): number {
  return mean(points.slice(-SMOOTHED)) - mean(points.slice(0, SMOOTHED));
}

/** 1 where the first is surely above the second, −1 where it is surely below, 0 where neither; null without both. */
export function compare(a: Measurement | undefined, b: Measurement | undefined): -1 | 0 | 1 | null {
  if (!a || !b || Number.isNaN(a.y - b.y)) return null;
  return sureSign(a.y - b.y, Math.hypot(a.error ?? 0, b.error ?? 0));
}

const EVEN: Measurement = { x: 0, y: 0 };

/** Index of the answer that came out; null where a run does not say. */
type Outcome = (run: LabModel) => number | null;

const goodhart: Outcome = (run) => {
  const gold = rise(pointsOf(run, YOURS, 'goldReward'));
  const proxy = rise(pointsOf(run, YOURS, 'proxyReward'));
  if (Number.isNaN(gold) || Number.isNaN(proxy)) return null;
  if (Math.abs(gold) < STILL) return 2;
  if (gold > 0) return 0;
  return proxy > 0 ? 1 : null;
};

/** The last measurements of the learner's arm and of another, compared. */
function besideLast(run: LabModel, quantity: Quantity, other: string): -1 | 0 | 1 | null {
  return compare(pointsOf(run, YOURS, quantity).at(-1), pointsOf(run, other, quantity).at(-1));
}

const verbosity: Outcome = (run) => {
  const length = besideLast(run, 'length', 'usual');
  const gold = besideLast(run, 'gold', 'usual');
  if (length === null || gold === null) return null;
  if (length <= 0) return 3;
  return gold > 0 ? 0 : gold < 0 ? 1 : 2;
};

const labelers: Outcome = (run) => {
  const yours = pointsOf(run, YOURS, 'accuracy').at(-1);
  const chance = compare(yours, { x: 0, y: 0.5 });
  const usual = besideLast(run, 'accuracy', 'usual');
  if (chance === null || usual === null) return null;
  if (usual >= 0) return 2;
  return chance > 0 ? 1 : 0;
};

const labelCost: Outcome = (run) => {
  const ranked = pointsOf(run, 'rankings', 'gold').at(-1);
  const written = pointsOf(run, 'demonstrations', 'gold').find(({ x }) => x === ranked?.x);
  const better = compare(ranked, written);
  return better === null ? null : better > 0 ? 1 : better < 0 ? 0 : 2;
};

const alignmentTax: Outcome = (run) => {
  const [taxed, yours, base] = ['γ 0', YOURS, 'base'].map((arm) => pointsOf(run, arm, 'perplexity').at(-1));
  const gold = besideLast(run, 'gold', 'γ 0');
  if (!taxed || !yours || !base || gold === null) return null;
  const recovered = (taxed.y - yours.y) / (taxed.y - base.y);
  if (Number.isNaN(recovered)) return null;
  if (recovered < 0.5) return 2;
  return gold < 0 ? 0 : 1;
};

const secondLanguage: Outcome = (run) => {
  const [none, little, yours] = ['none', 'little', YOURS].map((arm) => pointsOf(run, arm, 'spanish').at(-1));
  const aboveNone = compare(little, none);
  const belowYours = compare(yours, little);
  if (aboveNone === null || belowYours === null) return null;
  if (aboveNone <= 0) return 0;
  return belowYours > 0 ? 1 : 2;
};

/** How the gold of the learner's arm ends beside that of another: below, even or above. */
const goldBeside =
  (other: string): Outcome =>
  (run) => {
    const gold = besideLast(run, 'gold', other);
    return gold === null ? null : gold + 1;
  };

const iterate: Outcome = (run) => {
  const gained = compare(pointsOf(run, YOURS, 'roundGain').at(-1), EVEN);
  return gained === null ? null : 1 - gained;
};

const size: Outcome = (run) => {
  const smallest = pointsOf(run, 'ppo', 'gold')[0];
  const largest = pointsOf(run, 'fewShotBase', 'gold').at(-1);
  const better = compare(smallest, largest);
  return better === null ? null : 1 - better;
};

const wording: Outcome = (run) => {
  const lost = pointsOf(run, 'sft', 'wordingLoss').at(-1);
  const trained = pointsOf(run, 'sft', 'gold')[0];
  const changed = compare(lost, EVEN);
  if (changed === null || !lost || !trained || changed < 0) return null;
  if (changed === 0) return 0;
  return lost.y < trained.y / 2 ? 1 : 2;
};

const bestOfN: Outcome = (run) => {
  const gains = pointsOf(run, YOURS, 'goldGain');
  const highest = gains.reduce<Measurement | undefined>(
    (best, gain) => (best && best.y >= gain.y ? best : gain),
    undefined,
  );
  const gained = compare(highest, EVEN);
  const fell = compare(pointsOf(run, YOURS, 'goldFall').at(-1), EVEN);
  if (gained === null || fell === null) return null;
  if (gained <= 0) return 2;
  return fell < 0 ? 1 : 0;
};

const algorithms: Outcome = (run) => {
  const [, ...others] = ALGORITHMS;
  const beside = others.map((arm) => compare(pointsOf(run, arm, 'goldBesidePpo').at(-1), EVEN));
  if (beside.includes(null)) return null;
  const below = beside.filter((standing) => standing === -1).length;
  return below === others.length ? 0 : below > 0 ? 1 : 2;
};

/** How much more gold is asked for, and after how much feedback the answers part. */
const TAUGHT = 0.1;
const FEW_FEEDBACKS = 32;
const MANY_FEEDBACKS = 96;

const tamer: Outcome = (run) => {
  const points = pointsOf(run, YOURS, 'storyGold');
  const taught = points.find(({ y }) => y >= points[0].y + TAUGHT);
  if (taught) return taught.x <= FEW_FEEDBACKS ? 0 : taught.x <= MANY_FEEDBACKS ? 1 : 2;
  return (points.at(-1)?.x ?? 0) >= MANY_FEEDBACKS ? 2 : null;
};

export const OUTCOMES: Readonly<Record<ScenarioName, Outcome>> = {
  goodhart,
  verbosity,
  labelers,
  labelCost,
  alignmentTax,
  secondLanguage,
  clipping: goldBeside('ε 0.2'),
  iterate,
  size,
  wording,
  bestOfN,
  algorithms,
  tamer,
};
