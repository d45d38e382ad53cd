/** The names that page, worker and links share: sizes of model, backends, stages, where weights come from, the models that answer. */
export const SIZES = ['XS', 'S', 'M'] as const;
export type Size = (typeof SIZES)[number];

export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** In the order of the pipeline. */
export const TRAINED_STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo'] as const;
export type TrainedStage = (typeof TRAINED_STAGES)[number];

/** PPO's four networks. */
export const NETWORKS = ['policy', 'reference', 'rewardModel', 'value'] as const;
export type NetworkName = (typeof NETWORKS)[number];

export const STAGES = [...TRAINED_STAGES, 'evaluate'] as const;
export type StageName = (typeof STAGES)[number];

export const STAGE_STATUSES = ['locked', 'ready', 'running', 'paused', 'done'] as const;
export type StageStatus = (typeof STAGE_STATUSES)[number];

/** Where a stage's weights came from. */
export const ORIGINS = ['random', 'shipped', 'trained', 'file', 'kept'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The models that answer a prompt: the base model, the base model prompted with an example, the fine-tuned, the PPO policy. */
export const SPEAKERS = ['base', 'fewShotBase', 'sft', 'ppo'] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** The stage whose weights a speaker speaks with. */
export const STAGE_OF_SPEAKER = {
  base: 'pretrain',
  fewShotBase: 'pretrain',
  sft: 'sft',
  ppo: 'ppo',
} as const satisfies Record<Speaker, TrainedStage>;
