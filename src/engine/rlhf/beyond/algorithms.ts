/**
 * The algorithms that improve a policy by a reward model's word, by name, each with the settings that suit it on this
 * world at the same number of episodes. DPO learns from the comparisons themselves (`dpo.ts`).
 */
import type { Rng } from '../../../rng';
import { trainBestOfN, type BestOfNSettings } from './bestOfN';
import type { DpoSettings } from './dpo';
import { trainGrpo, type GrpoSettings } from './grpo';
import type { Experience, IterationMetrics, IterationStep } from '../iteration';
import type { PpoSettings } from '../ppoUpdate';
import { trainPpo } from '../ppo';
import { trainReinforce } from './reinforce';
import { trainRloo, type RlooSettings } from './rloo';
import type { ActorCritic } from '../rollout';

export const ROLLOUT_ALGORITHMS = ['ppo', 'reinforce', 'rloo', 'grpo', 'bestOfN'] as const;
export type RolloutAlgorithm = (typeof ROLLOUT_ALGORITHMS)[number];

/** Everything that any of them is told. */
export type RolloutSettings = PpoSettings & GrpoSettings & RlooSettings & BestOfNSettings;

type Step = IterationStep<Experience, unknown, IterationMetrics>;

const USUAL = {
  groupSize: 4,
  advantageScale: 'none',
  grpoAggregation: 'grpo',
  rlooLoss: 'reinforce',
  roundIterations: 60,
  winnerEpochs: 4,
  winnerBatch: 32,
} as const;

/**
 * Beside PPO's own settings. Dividing GRPO's advantages by the spread of a group of four amplifies the reward model's
 * noise. Rejection sampling spends everything on one round: winners of some hundred prompts alone, learnt in three
 * rounds, over-fit.
 */
export const SUITED = {
  ppo: { ...USUAL, ptxCoef: 0 },
  reinforce: USUAL,
  rloo: USUAL,
  grpo: { ...USUAL, klCoef: 0.1, ppoEpochs: 1, minibatches: 1 },
  bestOfN: { ...USUAL, groupSize: 8, policyLr: 5e-4 },
} as const satisfies Readonly<Record<RolloutAlgorithm, Partial<RolloutSettings>>>;

export const SUITED_DPO = {
  dpoLoss: 'sigmoid',
  dpoBeta: 0.3,
  dpoLabelSmoothing: 0,
  dpoEpochs: 2,
  dpoBatchPrompts: 16,
  dpoLr: 1e-4,
} as const satisfies Omit<DpoSettings, 'optimizer'>;

/** Trains the policy of these networks; the value network serves PPO alone. */
export function trainByName(
  name: RolloutAlgorithm,
  networks: ActorCritic,
  corpus: Uint16Array,
  settings: () => RolloutSettings,
  rng: Rng,
): AsyncGenerator<Step> {
  const { valueNetwork: _, ...actor } = networks;
  switch (name) {
    case 'ppo':
      return trainPpo(networks, corpus, settings, rng);
    case 'reinforce':
      return trainReinforce(actor, settings, rng);
    case 'rloo':
      return trainRloo(actor, settings, rng);
    case 'grpo':
      return trainGrpo(actor, settings, rng);
    case 'bestOfN':
      return trainBestOfN(actor, settings, rng);
    default:
      return name satisfies never;
  }
}
