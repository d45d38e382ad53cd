/**
 * What a policy becomes that learns to please the learner: a short run of PPO against each of the two short reward models,
 * with the same seed, and then the same prompts for both policies and for the one they began with.
 */
import {
  LEARN_ITERATIONS,
  type LabelEffect,
  type Learned,
  type LearnedAnswer,
  type LearningProgress,
  type OwnRanking,
  type WithAndWithout,
} from '../../../protocol/label';
import { stageRng } from '../../../rng';
import { firstOfEachKind } from '../../../world/prompts';
import { languageModel, scalarModel } from '../../rlhf/networks';
import { answerAll, scoresOf, verdictOn } from '../../rlhf/evaluation/answered';
import type { Shared } from '../stages/shared';
import { startingPolicy, type StageInputs } from '../stages/startStage';
import { runWhole, type WholeRun } from '../stages/wholeRun';
import { labelEffect, type LabelEffectStart, type Taught } from './labelEffect';

/** Prompts that people ranked, and prompts that nobody did. */
const RANKED_PROMPTS = 12;
const FIXED_PROMPTS = 4;
const FIXED = firstOfEachKind();

/** Share of the waiting time in which the two reward models train, where they have not yet. */
const REWARD_MODELS = 0.3;

export interface LearningStart extends LabelEffectStart {
  /** What a run of PPO begins with. */
  readonly ppo: StageInputs;
  readonly shared: Shared;
  /** The two reward models, where they have been trained on these rankings. */
  readonly taught: WithAndWithout<Taught> | null;
}

export type LearningStep =
  | Omit<LearningProgress, 'secondsLeft'>
  | { readonly effect: LabelEffect; readonly taught: WithAndWithout<Taught> }
  | { readonly learned: Learned; readonly run: WholeRun };

/** The prompts that are put to all three: those ranked last, the learner's own first, and a few that nobody has ranked. */
export function promptsToAsk(rankings: readonly OwnRanking[]): readonly string[] {
  const newest = [...rankings].reverse();
  const ordered = [...newest.filter(({ file }) => !file), ...newest.filter(({ file }) => file)];
  const ranked = [...new Set(ordered.map(({ prompt }) => prompt))].slice(0, RANKED_PROMPTS);
  const others = FIXED.map(({ text }) => text).filter((text) => !ranked.includes(text));
  return [...ranked, ...others.slice(0, FIXED_PROMPTS)];
}

/** Trains the reward models where it must, then the policies, and asks; yields between any two micro-steps. */
export async function* learnFromLabels(
  start: LearningStart,
  rankings: readonly OwnRanking[],
): AsyncGenerator<LearningStep> {
  const from = start.taught ? 0 : REWARD_MODELS;
  const taught = start.taught ?? (yield* trainRewardModels(start, rankings, from));
  const half = (1 - from) / 2;
  const without = yield* trainPolicy(start, taught.without, { from, share: half });
  const run = yield* trainPolicy(start, taught.with, { from: from + half, share: half });
  yield { doing: 'answers', fraction: 1 };
  const policy = startingPolicy(start.ppo);
  if (!policy) throw new Error('The policies that learn from labels began with none.');
  const prompts = promptsToAsk(rankings);
  const before = await answers(start, policy, taught.with, prompts);
  const unlike = await answers(start, without.parameters, taught.with, prompts);
  const learned = await answers(start, run.parameters, taught.with, prompts);
  const asked = prompts.map((prompt, i) => ({ prompt, before: before[i], without: unlike[i], with: learned[i] }));
  yield { learned: { iterations: LEARN_ITERATIONS, rankings, prompts: asked }, run };
}

async function* trainRewardModels(
  start: LearningStart,
  rankings: readonly OwnRanking[],
  share: number,
): AsyncGenerator<LearningStep, WithAndWithout<Taught>> {
  for await (const step of labelEffect(start, rankings)) {
    if ('effect' in step) {
      yield step;
      return step.taught;
    }
    yield { doing: 'rewardModels', fraction: share * step.fraction };
  }
  throw new Error('The two reward models ended without a word.');
}

async function* trainPolicy(
  { ppo, shared }: LearningStart,
  { parameters: rewardModel }: Taught,
  { from, share }: { readonly from: number; readonly share: number },
): AsyncGenerator<LearningStep, WholeRun> {
  const settings = { ...ppo.settings, ppoIterations: LEARN_ITERATIONS };
  const inputs = { ...ppo, settings, weights: { ...ppo.weights, rewardModel } };
  return yield* runWhole(inputs, shared, (done) => ({ doing: 'policies', fraction: from + share * done }) as const);
}

/** The likeliest answer to each prompt, scored and judged. */
async function answers(
  { settings }: LearningStart,
  policy: Float32Array,
  { parameters }: Taught,
  prompts: readonly string[],
): Promise<LearnedAnswer[]> {
  const model = languageModel(settings.size, policy);
  const rewardModel = scalarModel(settings.rewardModelSize, parameters);
  try {
    const answered = await answerAll(model, prompts, 'chat', 0, stageRng(settings.seed, 'label answers'));
    const scores = await scoresOf(rewardModel, answered);
    return answered.map((each, i) => {
      const { text, ended } = each.response;
      return { text, ended, score: scores[i], gold: verdictOn(each)?.gold ?? null };
    });
  } finally {
    model.dispose();
    rewardModel.dispose();
  }
}
