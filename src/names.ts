/** The names that page, worker and links share: sizes of model, backends, stages, where weights come from, who answers. */
export const SIZES = ['XS', 'S', 'M'] as const;
export type Size = (typeof SIZES)[number];

export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export const STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo', 'evaluate'] as const;
export type StageName = (typeof STAGES)[number];

export type TrainedStage = Exclude<StageName, 'evaluate'>;

/** Where a stage's weights came from. */
export type Origin = 'random' | 'shipped' | 'trained' | 'file' | 'kept';

/** Who answers a prompt: the base model, the base model prompted with an example, the fine-tuned, the PPO policy. */
export const SPEAKERS = ['base', 'fewShotBase', 'sft', 'ppo'] as const;
export type Speaker = (typeof SPEAKERS)[number];
