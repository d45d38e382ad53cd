/** The pipeline with its default settings: every figure that an independent implementation was measured by. */
import { benchmarks, marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { rewardModelAccuracy } from '../../src/engine/rlhf/rewardModel';
import { inRange, type TableExperiment } from '../reproduce/experiment';
import { pick } from '../reproduce/study';
import { heldOutComparisons, poolFigures } from './heldOut';
import { ptxExpectations } from './ptx';

const POLICY = ['gold', 'gain', 'win', 'refuse', 'truth', 'kl', 'perplexity'] as const;

export const pipeline: TableExperiment = {
  name: 'pipeline',
  question: 'Does every stage land where an independent implementation lands?',
  // So many that the ranges are judged in the mean: gold of a single run is off by .02.
  seeds: [0, 1, 2, 3, 4, 5],
  minutes: 3,
  async run(study) {
    const defaults = study.pipeline({ ptxCoef: 0 });
    const base = await defaults.base();
    const sft = await defaults.sft();
    const rewardModel = await defaults.rewardModel();
    const sftAnswers = await study.judged(sft);
    const heldOut = await heldOutComparisons(study, defaults);
    const ppo = await study.policyFigures('PPO', defaults);
    const ptx = await study.policyFigures('PPO-ptx', study.pipeline());
    const sftBenchmarks = await benchmarks(sft);
    return {
      base: { gold: marks(await study.judged(base, 'bare')).gold, ...(await benchmarks(base)) },
      'prompted base': { gold: marks(await study.judged(base, 'fewShot')).gold },
      labelers: await poolFigures(study, defaults, heldOut),
      'fine-tuned': { ...pick(marks(sftAnswers), 'gold', 'refuse', 'truth'), perplexity: sftBenchmarks.perplexity },
      'reward model': {
        accuracy: await rewardModelAccuracy(rewardModel, await defaults.comparisons()),
        'accuracy held out': await rewardModelAccuracy(rewardModel, heldOut),
      },
      PPO: { ...pick(ppo, ...POLICY), 'perplexity rise': ppo.perplexity / sftBenchmarks.perplexity },
      'PPO-ptx': pick(ptx, ...POLICY),
    };
  },
  expectations: [
    inRange('base', 'perplexity', [2.2, 2.45]),
    inRange('base', 'cloze', [0.95, 1]),
    inRange('base', 'spanish', [0.65, 1]),
    inRange('base', 'gold', [0, 0.03]),
    inRange('prompted base', 'gold', [0.3, 0.48]),
    inRange('fine-tuned', 'gold', [0.42, 0.55]),
    inRange('fine-tuned', 'refuse', [0.25, 0.65]),
    inRange('fine-tuned', 'truth', [0.65, 0.8]),
    inRange('fine-tuned', 'perplexity', [4.5, 7]),
    inRange('labelers', 'agreement', [0.69, 0.77]),
    inRange('labelers', 'ceiling', [0.76, 0.81]),
    inRange('reward model', 'accuracy', [0.67, 0.75]),
    inRange('reward model', 'accuracy held out', [0.62, 0.72]),
    inRange('PPO', 'gold', [0.58, 0.72]),
    inRange('PPO', 'gain', [0.12, 0.25]),
    inRange('PPO', 'win', [0.57, 0.67]),
    inRange('PPO', 'refuse', [0.85, 1]),
    inRange('PPO', 'kl', [0.5, 2]),
    // That implementation's three runs gave 1.12, 1.16 and 1.25 times the perplexity of its fine-tuned model.
    inRange('PPO', 'perplexity rise', [1.05, 1.35]),
    inRange('PPO-ptx', 'gold', [0.6, 0.72]),
    inRange('PPO-ptx', 'perplexity', [2.25, 2.6]),
    inRange('PPO-ptx', 'truth', [0.74, 0.88]),
    ...ptxExpectations('PPO', 'PPO-ptx'),
  ],
};
