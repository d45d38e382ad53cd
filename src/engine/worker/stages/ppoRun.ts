/** Stage 3 as the session runs it: PPO-ptx against the reward model, from the fine-tuned model or another policy. */
import { meanEstimate, finiteEstimates } from '../../../estimates';
import { describePpo } from '../describe/describe';
import { goldOf } from '../../../world/judge';
import { disposeNetworks, ppoNetworks } from '../../rlhf/networks';
import { trainPpo } from '../../rlhf/ppo';
import { stageRng } from '../../../rng';
import { trainingSettings } from '../../../experiment/settings';
import { rememberNetworks, restore, type Start, type StepReport, type TrainingRun } from './stageRun';

export function runPpo(start: Start, policyStart: Float32Array | null): TrainingRun {
  const { world, settings, round, parametersOf, memory } = start;
  const reference = parametersOf('sft');
  const rewardModel = parametersOf('rewardModel');
  const networks = ppoNetworks(settings(), { policy: policyStart ?? reference, reference, rewardModel });
  const { policy, valueNetwork } = networks;
  const learning = [...new Set([policy, valueNetwork])];
  restore(learning, memory);
  const rng = stageRng(settings().seed, 'ppo', round);
  rng.position = memory?.drawn ?? 0;
  const training = () => trainingSettings(settings());
  async function* reports(): AsyncGenerator<StepReport> {
    for await (const step of trainPpo(networks, world.corpus, training, rng, memory?.iteration)) {
      const describe = () => describePpo(step, networks, training());
      if (step.kind !== 'metrics') {
        yield { describe, updated: step.kind === 'update' };
        continue;
      }
      const { iteration, iterations, experience } = step;
      const { klCoef, policyLr: learningRate } = settings();
      const { valueGradNorm: _, ...shown } = step.metrics;
      const golds = goldOf(experience);
      const means = { goldReward: meanEstimate(golds), proxyReward: meanEstimate(experience.scores) };
      const { values: measured, errors } = finiteEstimates(means);
      const values = { ...shown, ...measured, klCoef, learningRate };
      yield { describe, ended: { iteration, iterations, metrics: { iteration, values, errors } } };
    }
  }
  const dispose = () => disposeNetworks(networks);
  return { reports: reports(), model: policy, remember: () => rememberNetworks(learning, rng), dispose };
}
