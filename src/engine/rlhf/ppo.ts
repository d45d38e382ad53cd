/**
 * Stage 3 of InstructGPT: PPO against the reward model with a per-token KL penalty to the fine-tuned model, mixed with
 * the pretraining gradient (PPO-ptx, InstructGPT equation 2).
 *
 * Different from the paper: constant learning rates without warm-up, no average of weights, and β and γ_ptx on the scale
 * of this world's rewards. The value network is separate and starts as the reward model; a shared trunk is an option.
 */
import type { Rng } from '../../rng';
import { explainedVariance, gae, whiten } from './advantages';
import { iterationMetrics, promptGroups, sampleAndScore, type IterationMetrics, type IterationStep } from './iteration';
import { minibatchRows, updates } from './minibatches';
import {
  samplePtxWindows,
  update,
  uploadColumns,
  type PpoExperience,
  type PpoSettings,
  type UpdateMetrics,
} from './ppoUpdate';
import { tokenRewards } from './rewards';
import { collectCriticRollout, type ActorCritic } from './rollout';

export interface PpoMetrics extends IterationMetrics, UpdateMetrics {
  readonly explainedVariance: number;
}

export type PpoMicroStep = IterationStep<PpoExperience, UpdateMetrics, PpoMetrics>;

/** Trains policy and value network after `done` iterations of an earlier run; the settings are read anew in every iteration. */
export async function* trainPpo(
  networks: ActorCritic,
  corpus: Uint16Array,
  settings: () => PpoSettings,
  rng: Rng,
  done = 0,
): AsyncGenerator<PpoMicroStep> {
  const iterations = settings().ppoIterations;
  for (let iteration = done + 1; iteration <= iterations; iteration++) {
    const { rolloutBatch, klCoef, gamma, lambda, ppoEpochs, minibatches, ...sampling } = settings();

    const prompts = promptGroups(rolloutBatch, 1, rng, sampling.wordings);
    const rollout = yield* sampleAndScore(collectCriticRollout, networks, prompts, sampling, rng);
    const { scores, values, batch } = rollout;
    const { mask, time } = batch;

    const rewards = tokenRewards({ ...rollout, mask }, klCoef);
    yield { kind: 'klPenalty', rollout, scores, rewards };

    const { advantages, returns } = gae({ rewards, values, mask, time }, gamma, lambda);
    const whitened = whiten(advantages, mask);
    const experience: PpoExperience = { ...rollout, rewards, advantages, returns, whitened, ptxWindows: [] };
    yield { kind: 'advantages', experience };

    const rows = minibatchRows(rolloutBatch, minibatches, ppoEpochs, rng);
    const updated = yield* updates(experience, uploadColumns(experience), rows, (minibatch, columns) => {
      const windows = samplePtxWindows(corpus, settings(), rng);
      experience.ptxWindows.push(windows);
      // Ratios compare with log-probabilities at the temperature of the rollout.
      return update(networks, minibatch, columns, windows, { ...settings(), temperature: sampling.temperature });
    });
    const explained = explainedVariance(values, returns, mask);
    const metrics = { ...iterationMetrics(experience), ...updated, explainedVariance: explained };
    yield { kind: 'metrics', iteration, iterations, experience, metrics };
  }
}
