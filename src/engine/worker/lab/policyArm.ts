/** PPO as an arm of a scenario, from the fine-tuned model that ships with the page. */
import type { LabEvent } from '../../../protocol/lab';
import { goldOf } from '../../../world/judge';
import { disposeNetworks, ppoNetworks } from '../../rlhf/networks';
import { trainPpo } from '../../rlhf/ppo';
import { stageRng } from '../../../rng';
import { type Settings, trainingSettings } from '../../../experiment/settings';
import { meanEstimate } from '../../../estimates';
import { describeEpisodes } from '../describe/describe';
import type { Lab } from './lab';
import { pointOf } from './measures';
import { probed, type Probe } from './probe';

export interface PolicyStart {
  /** In place of the weights that ship. */
  readonly policy?: Float32Array;
  readonly rewardModel?: Float32Array;
  readonly round?: number;
  readonly probe?: Probe;
}

/** Trains a policy, measures every iteration, and returns its weights. */
export async function* policyArm(
  lab: Lab,
  arm: string,
  settings: Settings,
  { policy: begin, rewardModel: scorer, round, probe }: PolicyStart = {},
): AsyncGenerator<LabEvent, Float32Array> {
  const { size, rewardModelSize, seed } = settings;
  yield { type: 'doing', arm, doing: 'policy', fraction: 0 };
  const reference = await lab.shipped('sft', size);
  const rewardModel = scorer ?? (await lab.shipped('rewardModel', rewardModelSize));
  const networks = ppoNetworks(settings, { policy: begin ?? reference, reference, rewardModel });
  const { policy } = networks;
  const { corpus } = lab.world(settings);
  const training = trainingSettings(settings);
  try {
    yield* probed(probe, policy, 0, settings.ppoIterations);
    for await (const step of trainPpo(networks, corpus, () => training, stageRng(seed, 'ppo', round))) {
      if (step.kind !== 'metrics') continue;
      const { iteration, iterations, experience, metrics } = step;
      const golds = goldOf(experience);
      yield pointOf(arm, 'proxyReward', iteration, meanEstimate(experience.scores));
      yield pointOf(arm, 'goldReward', iteration, meanEstimate(golds));
      yield { type: 'point', arm, quantity: 'kl', x: iteration, y: metrics.kl };
      yield { type: 'doing', arm, doing: 'policy', fraction: iteration / iterations };
      yield* probed(probe, policy, iteration, iterations);
      if (iteration === iterations && !probe)
        yield { type: 'answers', arm, episodes: describeEpisodes(experience, experience.scores, golds) };
    }
    return await policy.parameters();
  } finally {
    disposeNetworks(networks);
  }
}
