/** InstructGPT §3.1: comparisons of the current policy's answers, a new reward model, and on. */
import type { Model } from '../../src/engine/lm/model';
import type { Comparison } from '../../src/engine/rlhf/comparisons';
import { figure, inTheMean, onEverySeed, type TableExperiment, type Rows } from '../reproduce/experiment';
import { pick } from '../reproduce/study';
import type { Variant } from '../pipeline';

const ROUNDS = [2, 3] as const;
/** Prompts whose answers are ranked anew in every further round. */
const FURTHER_PROMPTS = 1000;

const name = (round: number) => `round ${round}`;
const control = (round: number) => `round 1, as long as ${round} rounds`;
const FIGURES = ['gold', 'goldError', 'gain', 'win', 'truth', 'perplexity'] as const;

const gained = (rows: Rows) => figure(rows, name(2), 'gold') - figure(rows, name(1), 'gold');

export const iterate: TableExperiment = {
  name: 'iterate',
  question: 'Is it worth asking labelers again about the new model’s answers?',
  seeds: [0, 1, 2],
  minutes: 6,
  async run(study) {
    const pipeline = study.pipeline();
    const further = study.pipeline({ comparisonPrompts: FURTHER_PROMPTS });
    const rows: Record<string, Record<string, number>> = {
      [name(1)]: pick(await study.policyFigures(name(1), pipeline), ...FIGURES),
    };
    const comparisons: Comparison[] = [...(await pipeline.comparisons())];
    let policy: Model = (await pipeline.policy()).model;
    for (const round of ROUNDS) {
      comparisons.push(...(await further.compare(policy, round)));
      const rewardModel = await pipeline.trainRewardModel(comparisons, round);
      const variant: Variant = { name: `round-${round}`, policy: await policy.parameters(), rewardModel, round };
      rows[name(round)] = pick(await study.policyFigures(name(round), pipeline, variant), ...FIGURES);
      policy.dispose();
      policy = (await pipeline.policy(variant)).model;
      rewardModel.dispose();
    }
    policy.dispose();
    for (const round of ROUNDS) {
      const as = study.pipeline({ ppoIterations: round * pipeline.settings.ppoIterations });
      rows[control(round)] = pick(await study.policyFigures(control(round), as), ...FIGURES);
    }
    return rows;
  },
  expectations: [
    inTheMean('requirement', 'round 2 gains gold on round 1', gained, (gain) => gain > 0),
    onEverySeed('requirement', 'round 2 loses at most .04 on round 1', (rows) => gained(rows) > -0.04),
    inTheMean(
      'prediction',
      'round 2 gains more than training round 1 as long does',
      (rows) => figure(rows, name(2), 'gold') - figure(rows, control(2), 'gold'),
      (difference) => difference > 0,
    ),
    inTheMean(
      'prediction',
      'round 3 adds less than .03 to round 2',
      (rows) => figure(rows, name(3), 'gold') - figure(rows, name(2), 'gold'),
      (gain) => gain < 0.03,
    ),
  ],
};
