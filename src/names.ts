/** The names that page, worker and links share: sizes of model, backends, stages. */
export const SIZES = ['XS', 'S', 'M'] as const;
export type Size = (typeof SIZES)[number];

export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

export const STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo', 'evaluate'] as const;
export type StageName = (typeof STAGES)[number];
