/** What a reward model can learn from labelers who do not agree. */
import { rewardModelAccuracy } from '../../src/engine/rlhf/rewardModel';
import { pairsOfComparisons } from '../../src/engine/rlhf/evaluation/verdictPairs';
import type { Settings } from '../../src/experiment/settings';
import { labelerFigures } from '../../src/world/labelerFigures';
import { mean } from '../reproduce/mean';
import { figure, inTheMean, type TableExperiment, type Rows } from '../reproduce/experiment';
import { pick } from '../reproduce/study';
import { heldOutComparisons } from './heldOut';

const POOLS: Readonly<Record<string, Partial<Settings>>> = {
  default: {},
  'noise × ⅓': { labelerNoise: 0.1 },
  'noise × 3': { labelerNoise: 0.9 },
  'spread × 3': { labelerSpread: 3 },
  '20 of 40 careless': { carelessLabelers: 20 },
  '10 of 40 adversarial': { adversarialLabelers: 10 },
};

const accuracy = (rows: Rows, pool: string) => figure(rows, pool, 'accuracy held out');

export const labelers: TableExperiment = {
  name: 'labelers',
  question: 'How much does it matter that labelers disagree?',
  seeds: [0, 1],
  minutes: 5,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const [name, changes] of Object.entries(POOLS)) {
      const pipeline = study.pipeline({ ...changes, ptxCoef: 0 });
      const heldOut = await heldOutComparisons(study, pipeline);
      const figures = labelerFigures(pipeline.world.heldOutLabelers, pairsOfComparisons(heldOut));
      rows[name] = {
        ...pick(figures, 'agreement', 'agreementWithGold', 'ceiling'),
        'accuracy held out': await rewardModelAccuracy(await pipeline.rewardModel(), heldOut),
        ...pick(await study.policyFigures(name, pipeline), 'gold', 'gain'),
      };
    }
    return rows;
  },
  expectations: [
    {
      kind: 'prediction',
      says: 'a reward model stays below its labelers’ ceiling, whatever the pool',
      holds: (seeds) =>
        seeds.every((rows) =>
          Object.keys(POOLS).every((pool) => accuracy(rows, pool) < figure(rows, pool, 'ceiling') + 0.01),
        ),
    },
    inTheMean(
      'prediction',
      'three times the noise costs at least .05 of held-out accuracy',
      (rows) => accuracy(rows, 'default') - accuracy(rows, 'noise × 3'),
      (cost) => cost >= 0.05,
    ),
    inTheMean(
      'prediction',
      'three times the noise costs less gold than accuracy: less than .1, since noise averages out over 2000 prompts',
      (rows) => figure(rows, 'default', 'gold') - figure(rows, 'noise × 3', 'gold'),
      (cost) => cost < 0.1,
    ),
    {
      kind: 'prediction',
      says: 'ten adversarial labelers cost more gold than twenty careless ones, in the mean',
      holds: (seeds) =>
        mean(
          seeds.map((rows) => figure(rows, '20 of 40 careless', 'gold') - figure(rows, '10 of 40 adversarial', 'gold')),
        ) > 0,
    },
  ],
};
