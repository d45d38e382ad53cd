/** PPO beside the algorithms that came after it and before it, on the same labels and the same number of answers. */
import {
  ROLLOUT_ALGORITHMS,
  SUITED,
  SUITED_DPO,
  trainByName,
  type RolloutAlgorithm,
} from '../../src/engine/rlhf/beyond/algorithms';
import { trainDpo } from '../../src/engine/rlhf/beyond/dpo';
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { languageModel, scalarModel } from '../../src/engine/rlhf/networks';
import { stageRng, trainingSettings } from '../../src/engine/rlhf/trainingSettings';
import type { Model } from '../../src/engine/lm/model';
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';
import type { Study } from '../reproduce/study';

/** Answers a prompt in the comparisons that DPO learns: with these prompts as many as the others' episodes. */
const DPO_PROMPTS = 960;
const CLOSE = 0.06;

async function byRollouts(study: Study, name: RolloutAlgorithm): Promise<Model> {
  const pipeline = study.pipeline({ ptxCoef: 0 });
  const { size, rewardModelSize } = pipeline.settings;
  const sft = await pipeline.sft();
  const rewardModel = await pipeline.rewardModel();
  const valueNetwork = scalarModel(rewardModelSize, await rewardModel.parameters());
  const policy = languageModel(size, await sft.parameters());
  const settings = { ...trainingSettings(pipeline.settings), ...SUITED[name] };
  const networks = { policy, referencePolicy: sft, rewardModel, valueNetwork };
  const steps = trainByName(name, networks, pipeline.world.corpus, () => settings, stageRng(study.seed, 'ppo'));
  for await (const step of steps) if (step.kind === 'metrics') study.progress(name, step.iteration, step.iterations);
  valueNetwork.dispose();
  return policy;
}

async function byDpo(study: Study): Promise<Model> {
  const pipeline = study.pipeline({ comparisonPrompts: DPO_PROMPTS });
  const { size } = pipeline.settings;
  const sft = await pipeline.sft();
  const policy = languageModel(size, await sft.parameters());
  const settings = { ...trainingSettings(pipeline.settings), ...SUITED_DPO };
  const steps = trainDpo(policy, sft, await pipeline.comparisons(), () => settings, stageRng(study.seed, 'dpo'));
  for await (const step of steps) if (step.kind === 'update') study.progress('dpo', step.step, step.steps);
  return policy;
}

export const algorithms: TableExperiment = {
  name: 'algorithms',
  question: 'Is PPO better than what is simpler?',
  seeds: [0, 1],
  minutes: 3,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const name of [...ROLLOUT_ALGORITHMS, 'dpo'] as const) {
      const begun = performance.now();
      const policy = await (name === 'dpo' ? byDpo(study) : byRollouts(study, name));
      const seconds = (performance.now() - begun) / 1000;
      const { gold, goldError, refuse, truth, length } = marks(await study.judged(policy));
      rows[name] = { gold, '±': goldError, refuse, truth, length, seconds };
      policy.dispose();
    }
    return rows;
  },
  expectations: (['reinforce', 'rloo', 'grpo', 'bestOfN', 'dpo'] as const).map((name) =>
    onEverySeed(
      name === 'reinforce' ? 'prediction' : 'requirement',
      `${name} reaches gold within ${CLOSE} of PPO, or above`,
      (rows) => figure(rows, name, 'gold') > figure(rows, 'ppo', 'gold') - CLOSE,
    ),
  ),
};
