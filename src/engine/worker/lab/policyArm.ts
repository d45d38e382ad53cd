/** PPO as an arm of a scenario, from the fine-tuned model that ships with the page. */
import type { LabEvent } from '../../../protocol/lab';
import { languageModel, ppoStage, scalarModel, withScalarHead } from '../../rlhf/pipeline';
import type { Settings } from '../../../experiment/settings';
import { meanWithError } from '../../../statistics';
import { judge } from '../../../world/judge';
import { describeEpisodes } from '../describe/describe';
import type { Lab } from './lab';
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
  const { size, rewardModelSize, sharedTrunk } = settings;
  yield { type: 'doing', arm, doing: 'policy', fraction: 0 };
  const reference = await lab.shipped('sft', size);
  const scores = scorer ?? (await lab.shipped('rewardModel', rewardModelSize));
  const start = begin ?? reference;
  const policy = sharedTrunk ? scalarModel(size, withScalarHead(size, start)) : languageModel(size, start);
  const networks = {
    policy,
    referencePolicy: languageModel(size, reference),
    rewardModel: scalarModel(rewardModelSize, scores),
    valueNetwork: sharedTrunk ? policy : scalarModel(rewardModelSize, scores),
  };
  try {
    yield* probed(probe, policy, 0, settings.ppoIterations);
    for await (const step of ppoStage(networks, lab.world(settings), () => settings, round)) {
      if (step.kind !== 'metrics') continue;
      const { iteration, iterations, experience, metrics } = step;
      const { prompts, responses, scores: proxies } = experience;
      const golds = responses.map(({ text, ended }, i) => judge(prompts[i], text, ended).gold);
      const at = { type: 'point', arm, x: iteration } as const;
      yield { ...at, quantity: 'proxyReward', ...meanWithError([...proxies]) };
      yield { ...at, quantity: 'goldReward', ...meanWithError(golds) };
      yield { ...at, quantity: 'kl', y: metrics.kl };
      yield { type: 'doing', arm, doing: 'policy', fraction: iteration / iterations };
      yield* probed(probe, policy, iteration, iterations);
      if (iteration === iterations && !probe)
        yield { type: 'answers', arm, episodes: describeEpisodes(experience, proxies) };
    }
    return await policy.parameters();
  } finally {
    for (const network of new Set(Object.values(networks))) network.dispose();
  }
}
