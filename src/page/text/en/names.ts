/** English: how stages, speakers, weights and backends are called. */
import type { BackendName, Origin, Speaker, StageName, StageStatus, TrainedStage } from '../../../experiment/names';
import type { Named } from '../named';

export const stages = {
  pretrain: {
    label: 'Pretrain',
    meaning:
      'A model with random weights reads the world’s texts (the corpus) and learns to predict the next token: the next word or mark. That gives it language and facts, some of them false; it does not answer yet.',
  },
  sft: {
    label: 'Fine-tune',
    meaning:
      'The base model learns to answer from demonstrations: answers that people wrote. It copies them, mistakes too. The result is the fine-tuned model (SFT, supervised fine-tuning).',
  },
  rewardModel: {
    label: 'Reward model',
    meaning:
      'People rank answers, which is easier than to write them. From the rankings a second model, the reward model, learns to give every answer a score. It is not the truth: it only guesses what people would prefer.',
  },
  ppo: {
    label: 'PPO',
    meaning:
      'The policy (the model that PPO trains) learns to please the reward model. The KL penalty holds it near the fine-tuned model, so that it cannot leave language for tricks.',
  },
  evaluate: { label: 'Evaluate', meaning: 'All models answer the same held-out prompts.' },
} as const satisfies Record<StageName, Named>;

/** In place of what PPO is about while its KL penalty is off. */
export const ppoWithoutPenalty =
  'The policy (the model that PPO trains) learns to please the reward model. With the KL penalty at 0, nothing holds it near the fine-tuned model this time: watch whether score and gold part.';

export const speakers = {
  base: {
    label: 'base',
    meaning: 'The model after pretraining, given the prompt alone: it goes on writing instead of answering.',
  },
  fewShotBase: {
    label: 'prompted base',
    meaning: 'The base model, shown one example of a question with its answer first.',
  },
  sft: {
    label: 'fine-tuned',
    meaning: 'The fine-tuned model (SFT): the base model after it learned from demonstrations.',
  },
  ppo: { label: 'policy', meaning: 'The policy: the model that PPO trains to please the reward model.' },
} as const satisfies Record<Speaker, Named>;

export const status = {
  locked: 'locked',
  ready: 'ready',
  running: 'running',
  paused: 'paused',
  done: 'done',
} satisfies Record<StageStatus, string>;

export const opening = 'opening';

/** A stage that is done before all its planned iterations. */
export const endedEarly = 'ended early';

export const origins = {
  random: 'random weights',
  shipped: 'shipped checkpoint',
  trained: 'trained here',
  file: 'from your file',
  kept: 'from your last visit',
} satisfies Record<Origin, string>;

/** Of the model that learned from rankings by people: the learner's own alone, or imported ones as well. */
export const learnedFrom = (rankings: number, imported: boolean) => {
  if (imported) return `learned from ${rankings} ${rankings === 1 ? 'ranking' : 'rankings'} by people`;
  return rankings === 1 ? 'learned from your ranking' : `learned from your ${rankings} rankings`;
};

export const weightsNote = {
  random: 'Starts at random weights.',
  shipped: 'Ready-made weights that ship with the page.',
  trained: 'Trained in this tab.',
  file: 'Weights from your file.',
  kept: 'Trained here on your last visit.',
} satisfies Record<Origin, string>;

/** What a locked stage waits for. */
export const needs = (models: readonly string[]) => `Needs ${models.join(' and ')} first.`;

export const models = {
  pretrain: 'a base model',
  sft: 'a fine-tuned model',
  rewardModel: 'a reward model',
  ppo: 'a policy',
} satisfies Record<TrainedStage, string>;

export const backends = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' } satisfies Record<BackendName, string>;
