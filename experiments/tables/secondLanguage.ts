/** What a share of Spanish in pretraining is worth, and what of it survives. */
import { benchmarks, markSet } from '../../src/engine/rlhf/evaluation/evaluate';
import { evaluationSet } from '../../src/world/evaluationSets';
import { figure, onEverySeed, type TableExperiment } from '../reproduce/experiment';

const SHARES = [0, 0.04, 0.2] as const;
const name = (share: number) => `${100 * share} % Spanish`;

export const secondLanguage: TableExperiment = {
  name: 'second-language',
  question: 'How much of a second language does a model need to have read to know its facts?',
  seeds: [0, 1],
  minutes: 4,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const spanishShare of SHARES) {
      const pipeline = study.pipeline({ spanishShare });
      const [base, sft] = [await benchmarks(await pipeline.base()), await benchmarks(await pipeline.sft())];
      const instructed = await study.judged(await pipeline.sft(), 'chat', { prompts: evaluationSet('spanish') });
      const { mean: gold, error } = markSet('spanish', instructed);
      rows[name(spanishShare)] = {
        'facts, base': base.spanish,
        'facts, fine-tuned': sft.spanish,
        'perplexity, base': base.perplexity,
        'gold on Spanish instructions, fine-tuned': gold,
        '±': error,
      };
    }
    return rows;
  },
  expectations: [
    onEverySeed(
      'prediction',
      'without Spanish the base knows at most .3 of its facts, with 4 % at least .65, with 20 % at least .9',
      (rows) =>
        figure(rows, name(0), 'facts, base') <= 0.3 &&
        figure(rows, name(0.04), 'facts, base') >= 0.65 &&
        figure(rows, name(0.2), 'facts, base') >= 0.9,
    ),
    onEverySeed(
      'prediction',
      'fine-tuning, almost all in English, costs Spanish facts',
      (rows) => figure(rows, name(0.04), 'facts, fine-tuned') < figure(rows, name(0.04), 'facts, base'),
    ),
    onEverySeed('prediction', 'instructions in Spanish stay unanswered whatever the share: gold below .15', (rows) =>
      SHARES.every((share) => figure(rows, name(share), 'gold on Spanish instructions, fine-tuned') < 0.15),
    ),
    onEverySeed('prediction', 'the English perplexity stays within .1', (rows) => {
      const perplexities = SHARES.map((share) => figure(rows, name(share), 'perplexity, base'));
      return Math.max(...perplexities) - Math.min(...perplexities) < 0.1;
    }),
  ],
};
