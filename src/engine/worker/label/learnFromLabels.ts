/**
 * What a policy becomes that learns to please the learner: PPO from the present policy against each of the two short reward
 * models, with the same seed, and then the same prompts for both policies and for the one they began with.
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
import { trainingSettings } from '../../../experiment/settings';
import { judge } from '../../../world/judge';
import { chatPrompt } from '../../../world/promptFormats';
import { evaluationPrompts, readPrompt } from '../../../world/prompts';
import { transferParameters } from '../../lm/layout';
import { disposeNetworks, languageModel, ppoNetworks, scalarModel } from '../../rlhf/networks';
import { trainPpo } from '../../rlhf/ppo';
import { respond } from '../../rlhf/respond';
import { scoreSequences } from '../../rlhf/rewardModel';
import { labelEffect, type LabelEffectStart, type Taught } from './labelEffect';

/** Prompts that people ranked, and prompts that nobody did. */
const RANKED_PROMPTS = 12;
const FIXED_PROMPTS = 4;
const FIXED = evaluationPrompts(24).filter(({ kind }, i, all) => all.findIndex((other) => other.kind === kind) === i);

/** Share of the waiting time in which the two reward models train, where they have not yet. */
const REWARD_MODELS = 0.3;

export interface LearningStart extends LabelEffectStart {
  /** Weights of the policy that both begin with, and of the fine-tuned model. */
  readonly weights: { readonly policy: Float32Array; readonly reference: Float32Array };
  /** The two reward models, where they have been trained on these rankings. */
  readonly taught: WithAndWithout<Taught> | null;
}

export type LearningStep =
  | Omit<LearningProgress, 'secondsLeft'>
  | { readonly effect: LabelEffect; readonly taught: WithAndWithout<Taught> }
  | { readonly learned: Learned; readonly policy: Float32Array };

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
  const policy = yield* trainPolicy(start, taught.with, { from: from + half, share: half });
  yield { doing: 'answers', fraction: 1 };
  const prompts = promptsToAsk(rankings);
  const before = await answers(start, start.weights.policy, taught.with, prompts);
  const unlike = await answers(start, without, taught.with, prompts);
  const learned = await answers(start, policy, taught.with, prompts);
  const asked = prompts.map((prompt, i) => ({ prompt, before: before[i], without: unlike[i], with: learned[i] }));
  yield { learned: { iterations: LEARN_ITERATIONS, prompts: asked }, policy };
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
  { settings: all, round, weights, world }: LearningStart,
  { parameters: rewardModel }: Taught,
  { from, share }: { readonly from: number; readonly share: number },
): AsyncGenerator<LearningStep, Float32Array> {
  const settings = { ...all, ppoIterations: LEARN_ITERATIONS };
  const networks = ppoNetworks(settings, { ...weights, rewardModel });
  const training = trainingSettings(settings);
  let done = 0;
  try {
    const steps = trainPpo(networks, world.corpus, () => training, stageRng(settings.seed, 'ppo', round));
    for await (const step of steps) {
      if (step.kind === 'metrics') done = step.iteration;
      yield { doing: 'policies', fraction: from + share * (done / LEARN_ITERATIONS) };
    }
    const { config } = networks.policy;
    // A policy that shares its trunk with the value network leaves its scalar head behind.
    const parameters = await networks.policy.parameters();
    return transferParameters(config, parameters, { ...config, scalarHead: false });
  } finally {
    disposeNetworks(networks);
  }
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
    const responses = await respond(model, prompts, 'chat', 0, stageRng(settings.seed, 'label answers'));
    const sequences = responses.map(({ tokens }, i) => ({ prompt: chatPrompt(prompts[i]), response: tokens }));
    const scores = await scoreSequences(rewardModel, sequences);
    return responses.map(({ text, ended }, i) => {
      const prompt = readPrompt(prompts[i]);
      return { text, ended, score: scores[i], gold: prompt ? judge(prompt, text, ended).gold : null };
    });
  } finally {
    model.dispose();
    rewardModel.dispose();
  }
}
