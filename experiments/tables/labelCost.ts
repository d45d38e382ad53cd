/** What a thousand labels buy: demonstrations against comparisons. */
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { rises, type TableExperiment } from '../reproduce/experiment';
import { pick } from '../reproduce/study';

const DEMONSTRATIONS = [125, 250, 500, 1000, 2000] as const;
const COMPARISONS = [100, 300, 1000, 2000] as const;

const written = (count: number) => `fine-tuned on ${count} demonstrations`;
const ranked = (prompts: number) => `PPO on ${prompts} ranked prompts`;

export const labelCost: TableExperiment = {
  name: 'label-cost',
  question: 'What do more labels buy: written answers, or ranked ones?',
  seeds: [0, 1],
  minutes: 4,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const demonstrations of DEMONSTRATIONS) {
      const pipeline = study.pipeline({ demonstrations });
      rows[written(demonstrations)] = pick(
        marks(await study.judged(await pipeline.sft())),
        'gold',
        'goldError',
        'refuse',
      );
    }
    for (const comparisonPrompts of COMPARISONS) {
      const label = ranked(comparisonPrompts);
      const figures = await study.policyFigures(label, study.pipeline({ comparisonPrompts, ptxCoef: 0 }));
      rows[label] = pick(figures, 'gold', 'goldError', 'refuse');
    }
    return rows;
  },
  expectations: [
    rises('gold rises with the number of demonstrations, up to .01', DEMONSTRATIONS.map(written), 'gold', 0.01),
    rises('gold rises with the number of ranked prompts, up to .02', COMPARISONS.map(ranked), 'gold', 0.02),
  ],
};
