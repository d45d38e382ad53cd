/** What a reward model learns from more prompts, and from more answers to each. */
import { rewardModelAccuracy } from '../../src/engine/rlhf/rewardModel';
import { mean } from '../reproduce/mean';
import { figure, type TableExperiment } from '../reproduce/experiment';
import { pick } from '../reproduce/study';
import { heldOutComparisons } from './heldOut';

const SETS = [
  { comparisonPrompts: 1000, responsesPerPrompt: 4 },
  { comparisonPrompts: 444, responsesPerPrompt: 9 },
  { comparisonPrompts: 2000, responsesPerPrompt: 4 },
  { comparisonPrompts: 4000, responsesPerPrompt: 4 },
] as const;

const name = (prompts: number, width: number) => `${prompts} × ${width}`;

export const comparisons: TableExperiment = {
  name: 'comparisons',
  question: 'Is it better to rank more prompts, or more answers to each?',
  seeds: [0, 1],
  minutes: 5,
  async run(study) {
    const heldOut = await heldOutComparisons(study, study.pipeline());
    const rows: Record<string, Record<string, number>> = {};
    for (const set of SETS) {
      const label = name(set.comparisonPrompts, set.responsesPerPrompt);
      const pipeline = study.pipeline({ ...set, ptxCoef: 0 });
      const rewardModel = await pipeline.rewardModel();
      const figures = await study.policyFigures(label, pipeline);
      rows[label] = {
        'accuracy held out': await rewardModelAccuracy(rewardModel, heldOut),
        ...pick(figures, 'gold', 'gain', 'kl'),
      };
    }
    return rows;
  },
  expectations: [
    {
      kind: 'prediction',
      says: 'at 4000 answers, 1000 × 4 brings more gold than 444 × 9, in the mean',
      holds: (seeds) =>
        mean(seeds.map((rows) => figure(rows, name(1000, 4), 'gold') - figure(rows, name(444, 9), 'gold'))) > 0,
    },
    {
      kind: 'prediction',
      says: 'twice the prompts (4000 × 4 against 2000 × 4) make the reward model more accurate, in the mean',
      holds: (seeds) =>
        mean(
          seeds.map(
            (rows) =>
              figure(rows, name(4000, 4), 'accuracy held out') - figure(rows, name(2000, 4), 'accuracy held out'),
          ),
        ) > 0,
    },
  ],
};
