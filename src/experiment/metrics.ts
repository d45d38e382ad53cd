/** Every metric once: its unit and the name it takes when it leaves the program (TRL's, where TRL has one). */
import type { StageName } from './names';

interface Metric {
  readonly stages: readonly StageName[];
  readonly exportName: string;
  readonly unit: 'nats' | 'tokens' | 'share' | 'reward' | 'gold' | 'ratio' | 'none';
}

export const METRICS = {
  loss: { stages: ['pretrain', 'sft', 'rewardModel'], exportName: 'loss', unit: 'nats' },
  heldOutLoss: { stages: ['pretrain', 'sft'], exportName: 'eval_loss', unit: 'nats' },
  perplexity: { stages: ['pretrain'], exportName: 'perplexity', unit: 'none' },
  accuracy: { stages: ['rewardModel'], exportName: 'accuracy', unit: 'share' },
  heldOutAccuracy: { stages: ['rewardModel'], exportName: 'eval_accuracy', unit: 'share' },
  margin: { stages: ['rewardModel'], exportName: 'margin', unit: 'reward' },
  gradNorm: { stages: ['pretrain', 'sft', 'rewardModel', 'ppo'], exportName: 'grad_norm', unit: 'none' },
  learningRate: { stages: ['pretrain', 'sft', 'rewardModel', 'ppo'], exportName: 'lr', unit: 'none' },
  proxyReward: { stages: ['ppo'], exportName: 'objective/scores', unit: 'reward' },
  goldReward: { stages: ['sft', 'ppo'], exportName: 'objective/gold_scores', unit: 'gold' },
  totalReward: { stages: ['ppo'], exportName: 'objective/rlhf_reward', unit: 'reward' },
  kl: { stages: ['ppo'], exportName: 'objective/kl', unit: 'nats' },
  klCoef: { stages: ['ppo'], exportName: 'objective/kl_coef', unit: 'none' },
  entropy: { stages: ['ppo'], exportName: 'policy/entropy_avg', unit: 'nats' },
  policyLoss: { stages: ['ppo'], exportName: 'loss/policy_avg', unit: 'none' },
  valueLoss: { stages: ['ppo'], exportName: 'loss/value_avg', unit: 'none' },
  ptxLoss: { stages: ['ppo'], exportName: 'loss/ptx_avg', unit: 'nats' },
  clipFraction: { stages: ['ppo'], exportName: 'policy/clipfrac_avg', unit: 'share' },
  approxKl: { stages: ['ppo'], exportName: 'policy/approxkl_avg', unit: 'nats' },
  ratio: { stages: ['ppo'], exportName: 'val/ratio', unit: 'ratio' },
  explainedVariance: { stages: ['ppo'], exportName: 'ppo/val/var_explained', unit: 'share' },
  responseLength: { stages: ['ppo'], exportName: 'completions/mean_length', unit: 'tokens' },
  endedShare: { stages: ['ppo'], exportName: 'completions/ended_ratio', unit: 'share' },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;

export type MetricValues = { readonly [K in MetricName]?: number };
