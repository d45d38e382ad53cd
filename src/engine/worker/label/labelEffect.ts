/**
 * What the learner's rankings change: two reward models from the same fine-tuned weights, on the same comparisons in the
 * same order, of which one learns the learner's rankings and for the other they weigh nothing. Short, so that a learner
 * can wait for it: the first few hundred comparisons of those that stage 2 collects.
 */
import type { Measured } from '../../../protocol/evaluate';
import { SHORT_RANKINGS, type LabelEffect, type OwnRanking, type WithAndWithout } from '../../../protocol/label';
import { hasPairs, splitRankings } from '../../../protocol/rankingSplit';
import type { Model } from '../../lm/model';
import type { Size } from '../../../experiment/names';
import {
  collectComparisons,
  evenSequences,
  ownRanking,
  ownRankings,
  type Comparison,
  type RankedResponses,
} from '../../rlhf/comparisons';
import { scalarModel, withScalarHead } from '../../rlhf/networks';
import type { World } from '../../rlhf/makeWorld';
import { stageRng } from '../../../rng';
import { scoreSequences, rewardModelStage } from '../../rlhf/rewardModel';
import type { Settings } from '../../../experiment/settings';
import type { Labeler } from '../../../world/labelers';
import { accuracyOf, type Scored } from './accuracy';
import type { MetricsPoint } from '../../../protocol/protocol';
import type { ToldRun } from '../stages/wholeRun';

const HELD_OUT = 128;
/** Shares of the waiting time: collecting, then the two trainings. */
const COLLECTING = 0.2;

export interface LabelEffectStart {
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  readonly world: World;
  readonly settings: Settings;
  readonly round: number;
  readonly policy: Model;
  readonly base: Model;
  /** What stage 2 has collected in this round, if it has. */
  readonly collected: readonly Comparison[] | null;
  /** The fine-tuned model that both start from. */
  readonly initial: { readonly size: Size; readonly parameters: Float32Array };
}

export type LabelEffectStep =
  { readonly fraction: number } | { readonly effect: LabelEffect; readonly taught: WithAndWithout<Taught> };

/** One of the two reward models, and what the page is told of its training. */
export interface Taught {
  readonly parameters: Float32Array;
  readonly told: ToldRun;
}

async function score(model: Model, comparisons: readonly RankedResponses[]): Promise<Scored | null> {
  if (comparisons.length === 0) return null;
  const { rows, width } = evenSequences(comparisons);
  return { comparisons, scores: await scoreSequences(model, rows), width };
}

/** The curves with what the model came to on held-out comparisons, which is scored at its end alone. */
function withHeldOut(points: readonly MetricsPoint[], accuracy: Measured | null): readonly MetricsPoint[] {
  const last = points.at(-1);
  if (last === undefined || accuracy === null) return points;
  const { value, error } = accuracy;
  const values = { ...last.values, heldOutAccuracy: value };
  const errors = error === null ? {} : { errors: { heldOutAccuracy: error } };
  return [...points.slice(0, -1), { iteration: last.iteration, values, ...errors }];
}

function scoresAt(scored: Scored | null, i: number, responses: number): number[] {
  return scored ? [...scored.scores.subarray(i * scored.width, i * scored.width + responses)] : [];
}

async function* collect(
  { policy, base, settings, round }: LabelEffectStart,
  labelers: readonly Labeler[],
  { stream, prompts, from }: { readonly stream: string; readonly prompts: number; readonly from: number },
): AsyncGenerator<LabelEffectStep, Comparison[]> {
  const comparisons: Comparison[] = [];
  const some = { ...settings, comparisonPrompts: prompts };
  for await (const batch of collectComparisons(
    { policy, base, labelers },
    some,
    stageRng(settings.seed, stream, round),
  )) {
    comparisons.push(...batch);
    yield { fraction: from + (COLLECTING / 2) * (comparisons.length / prompts) };
  }
  return comparisons;
}

interface Trained {
  readonly heldOut: Scored | null;
  readonly learned: Scored | null;
  readonly keptApart: Scored | null;
  /** Every ranking of the learner's, those of ties alone included. */
  readonly all: Scored | null;
  readonly taught: Taught;
}

/** Collects, trains without and with, and compares; yields how far it is on the way. */
export async function* labelEffect(
  start: LabelEffectStart,
  rankings: readonly OwnRanking[],
): AsyncGenerator<LabelEffectStep> {
  const { settings } = start;
  const { learned, heldOut: keptApart } = splitRankings(rankings);
  const { comparisonPrompts } = settings;
  const { labelers, heldOutLabelers } = start.world;
  const short = { stream: 'comparisons', prompts: Math.min(SHORT_RANKINGS, comparisonPrompts), from: 0 };
  const simulated = start.collected?.slice(0, short.prompts) ?? (yield* collect(start, labelers, short));
  const test = { stream: 'held-out comparisons', prompts: Math.min(HELD_OUT, comparisonPrompts), from: COLLECTING / 2 };
  const heldOut = yield* collect(start, heldOutLabelers, test);

  async function* train(weight: number, from: number): AsyncGenerator<LabelEffectStep, Trained> {
    const { size, parameters } = start.initial;
    const begun = start.now();
    const model = scalarModel(size, withScalarHead(size, parameters));
    try {
      const comparisons = [...simulated, ...ownRankings(learned, weight)];
      const points: MetricsPoint[] = [];
      for await (const step of rewardModelStage(model, comparisons, start.world, () => settings, start.round)) {
        if (step.kind !== 'update') continue;
        points.push({ iteration: step.step, values: step.metrics });
        yield { fraction: from + ((1 - COLLECTING) / 2) * (step.step / step.steps) };
      }
      const scored = await score(model, heldOut);
      const told = {
        iterations: points.length,
        points: withHeldOut(points, accuracyOf(scored)),
        microSteps: [],
        seconds: (start.now() - begun) / 1000,
      };
      return {
        heldOut: scored,
        learned: await score(model, ownRankings(learned, 1)),
        keptApart: await score(model, ownRankings(keptApart, 1)),
        all: await score(model, rankings.map(ownRanking)),
        taught: { parameters: await model.parameters(), told },
      };
    } finally {
      model.dispose();
    }
  }

  const without = yield* train(0, COLLECTING);
  const trained = yield* train(settings.ownLabelWeight, (1 + COLLECTING) / 2);
  const both = (of: (model: Trained) => Scored | null) => ({
    with: accuracyOf(of(trained)),
    without: accuracyOf(of(without)),
  });
  const scoresOf = ({ responses }: OwnRanking, i: number): WithAndWithout<readonly number[]> => ({
    with: scoresAt(trained.all, i, responses.length),
    without: scoresAt(without.all, i, responses.length),
  });
  yield {
    taught: { with: trained.taught, without: without.taught },
    effect: {
      rankings,
      simulated: simulated.length,
      learned: learned.filter(hasPairs).length,
      keptApart: keptApart.length,
      weight: settings.ownLabelWeight,
      accuracy: both((model) => model.heldOut),
      difference: accuracyOf(trained.heldOut, without.heldOut),
      onLearned: both((model) => model.learned),
      onKeptApart: keptApart.length > 0 ? both((model) => model.keptApart) : null,
      scores: Object.fromEntries(rankings.map((ranking, i) => [ranking.id, scoresOf(ranking, i)])),
    },
  };
}
