/** What labelers who like long answers teach. */
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { pick } from '../reproduce/study';

const BIASES = [0.05, 0.5, 1.5] as const;
const name = (lengthBias: number) => `length bias ${lengthBias}`;

export const lengthBias: TableExperiment = {
  name: 'length-bias',
  question: 'Do labelers who like long answers make a model verbose?',
  seeds: [0, 1],
  minutes: 4,
  async run(study) {
    const sft = marks(await study.judged(await study.pipeline().sft()));
    const rows: Record<string, Record<string, number>> = { 'fine-tuned': pick(sft, 'length', 'polite', 'gold') };
    for (const bias of BIASES) {
      const changes = { lengthBias: bias, comparisonPrompts: 1200, klCoef: 0.1, ptxCoef: 0 };
      const figures = await study.policyFigures(name(bias), study.pipeline(changes));
      rows[name(bias)] = pick(figures, 'length', 'polite', 'gold', 'kl');
    }
    return rows;
  },
  expectations: [
    onEverySeed(
      'prediction',
      'a bias of 1.5 makes answers at least 2 tokens longer than the default of .05 does, and worse',
      (rows) =>
        figure(rows, name(1.5), 'length') > figure(rows, name(0.05), 'length') + 2 &&
        figure(rows, name(1.5), 'gold') < figure(rows, name(0.05), 'gold'),
    ),
    onEverySeed(
      'prediction',
      'polite filler at least doubles under a bias of 1.5',
      (rows) => figure(rows, name(1.5), 'polite') > 2 * figure(rows, name(0.05), 'polite'),
    ),
    onEverySeed(
      'prediction',
      'the default bias leaves the length within 1.5 tokens of fine-tuned',
      (rows) => Math.abs(figure(rows, name(0.05), 'length') - figure(rows, 'fine-tuned', 'length')) < 1.5,
    ),
  ],
};
