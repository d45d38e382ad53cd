/**
 * The algorithms by name: what each learns from, how it trains a policy, and with which settings of its own, chosen to
 * suit this world at one number of episodes for all. Online algorithms learn from rollouts that a reward model scores,
 * offline ones from comparisons that were collected before (`offline.ts`).
 */
import type { Algorithm } from '../../../experiment/algorithms';
import type { Rng } from '../../../rng';
import type { Model } from '../../lm/model';
import type { Comparison } from '../comparisons';
import type { Experience, IterationMetrics, IterationStep } from '../iteration';
import { trainPpo } from '../ppo';
import type { PpoSettings } from '../ppoUpdate';
import type { OptimizerSettings } from '../pretrain';
import type { ActorCritic } from '../rollout';
import { trainBestOfN } from './bestOfN';
import { DPO } from './dpo';
import { trainGrpo } from './grpo';
import { trainOffline, type OfflineStep } from './offline';
import { trainReinforce } from './reinforce';
import { trainRloo } from './rloo';

/** What an online algorithm is given; the value network serves PPO alone. */
export interface OnlineStart {
  readonly networks: ActorCritic;
  /** PPO's, of which an algorithm changes those that do not suit it. */
  readonly settings: PpoSettings;
  /** Tokens of the pretraining corpus. */
  readonly corpus: Uint16Array;
  readonly rng: Rng;
}

export interface OfflineStart {
  readonly policy: Model;
  /** Frozen. */
  readonly referencePolicy: Model;
  readonly comparisons: readonly Comparison[];
  readonly optimizer: OptimizerSettings;
  readonly rng: Rng;
}

export interface OnlineTraining {
  readonly learnsFrom: 'rollouts';
  readonly train: (start: OnlineStart) => AsyncGenerator<IterationStep<Experience, unknown, IterationMetrics>>;
}

export interface OfflineTraining {
  readonly learnsFrom: 'comparisons';
  readonly train: (start: OfflineStart) => AsyncGenerator<OfflineStep<unknown, unknown>>;
}

export const TRAINING: Readonly<Record<Algorithm, OnlineTraining | OfflineTraining>> = {
  plainPpo: {
    learnsFrom: 'rollouts',
    train: ({ networks, corpus, settings, rng }) =>
      trainPpo(networks, corpus, () => ({ ...settings, ptxCoef: 0 }), rng),
  },

  reinforce: {
    learnsFrom: 'rollouts',
    train: ({ networks, settings, rng }) => trainReinforce(networks, () => settings, rng),
  },

  rloo: {
    learnsFrom: 'rollouts',
    train: ({ networks, settings, rng }) => {
      const own = { groupSize: 4, rlooLoss: 'reinforce' } as const;
      return trainRloo(networks, () => ({ ...settings, ...own }), rng);
    },
  },

  // To divide advantages by the spread of a group of four amplifies the reward model's noise.
  grpo: {
    learnsFrom: 'rollouts',
    train: ({ networks, settings, rng }) => {
      const own = {
        groupSize: 4,
        advantageScale: 'none',
        grpoAggregation: 'grpo',
        klCoef: 0.1,
        ppoEpochs: 1,
        minibatches: 1,
      } as const;
      return trainGrpo(networks, () => ({ ...settings, ...own }), rng);
    },
  },

  // All is spent on one round: the winners of some hundred prompts alone, learnt in three rounds, over-fit.
  rejectionSampling: {
    learnsFrom: 'rollouts',
    train: ({ networks, settings, rng }) => {
      const own = { groupSize: 8, roundIterations: 60, winnerEpochs: 4, winnerBatch: 32, policyLr: 5e-4 };
      return trainBestOfN(networks, () => ({ ...settings, ...own }), rng);
    },
  },

  dpo: {
    learnsFrom: 'comparisons',
    train: ({ policy, referencePolicy, comparisons, optimizer, rng }) => {
      const loss = { dpoLoss: 'sigmoid', dpoBeta: 0.3, dpoLabelSmoothing: 0 } as const;
      const settings = { ...loss, offlineEpochs: 2, offlineBatch: 16, offlineLr: 1e-4, optimizer };
      return trainOffline(DPO, { policy, referencePolicy }, comparisons, () => settings, rng);
    },
  },
};
