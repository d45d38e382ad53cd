/** PPO beside the algorithms that came after it and before it, on the same labels and the same number of answers. */
import { ALGORITHMS, type Algorithm } from '../../src/experiment/algorithms';
import { TRAINING, type OfflineTraining, type OnlineTraining } from '../../src/engine/rlhf/beyond/algorithms';
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { languageModel, scalarModel } from '../../src/engine/rlhf/networks';
import { stageRng } from '../../src/rng';
import { optimizerSettings, trainingSettings } from '../../src/experiment/settings';
import type { Model } from '../../src/engine/lm/model';
import { lab } from '../../src/page/text/en/lab';
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';
import type { Study } from '../reproduce/study';

/** Prompts of the comparisons that offline algorithms learn: as many answers as the others have episodes. */
const COMPARED_PROMPTS = 960;
const CLOSE = 0.06;
/** REINFORCE takes one step an iteration, GRPO divides by the spread of four scores: single runs scatter by more than that. */
const PREDICTED: readonly Algorithm[] = ['reinforce', 'grpo'];
/** As the lab calls them. */
const NAMES: Readonly<Record<Algorithm, string>> = lab.arms;

async function onRollouts(study: Study, name: Algorithm, { train }: OnlineTraining): Promise<Model> {
  const pipeline = study.pipeline({ ptxCoef: 0 });
  const { size, rewardModelSize } = pipeline.settings;
  const sft = await pipeline.sft();
  const rewardModel = await pipeline.rewardModel();
  const valueNetwork = scalarModel(rewardModelSize, await rewardModel.parameters());
  const policy = languageModel(size, await sft.parameters());
  const networks = { policy, referencePolicy: sft, rewardModel, valueNetwork };
  const settings = trainingSettings(pipeline.settings);
  const { corpus } = pipeline.world;
  for await (const step of train({ networks, settings, corpus, rng: stageRng(study.seed, 'ppo') })) {
    if (step.kind === 'metrics') study.progress(name, step.iteration, step.iterations);
  }
  valueNetwork.dispose();
  return policy;
}

async function onComparisons(study: Study, name: Algorithm, { train }: OfflineTraining): Promise<Model> {
  const pipeline = study.pipeline({ comparisonPrompts: COMPARED_PROMPTS });
  const referencePolicy = await pipeline.sft();
  const policy = languageModel(pipeline.settings.size, await referencePolicy.parameters());
  const comparisons = await pipeline.comparisons();
  const optimizer = optimizerSettings(pipeline.settings);
  const start = { policy, referencePolicy, comparisons, optimizer, rng: stageRng(study.seed, name) };
  for await (const step of train(start)) if (step.kind === 'update') study.progress(name, step.step, step.steps);
  return policy;
}

function train(study: Study, name: Algorithm): Promise<Model> {
  const training = TRAINING[name];
  return training.learnsFrom === 'rollouts' ? onRollouts(study, name, training) : onComparisons(study, name, training);
}

const [first, ...others] = ALGORITHMS;

export const algorithms: TableExperiment = {
  name: 'algorithms',
  question: 'Is PPO better than what is simpler?',
  seeds: [0, 1, 2],
  minutes: 3,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const name of ALGORITHMS) {
      const begun = performance.now();
      const policy = await train(study, name);
      const seconds = (performance.now() - begun) / 1000;
      const { gold, goldError, refuse, truth, length } = marks(await study.judged(policy));
      rows[NAMES[name]] = { gold, '±': goldError, refuse, truth, length, seconds };
      policy.dispose();
    }
    return rows;
  },
  expectations: others.map((name) =>
    onEverySeed(
      PREDICTED.includes(name) ? 'prediction' : 'requirement',
      `${NAMES[name]} reaches gold within ${CLOSE} of PPO, or above`,
      (rows) => figure(rows, NAMES[name], 'gold') > figure(rows, NAMES[first], 'gold') - CLOSE,
    ),
  ),
};
