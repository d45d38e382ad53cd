/** InstructGPT's alignment tax: what each stage costs the language model, and what the pretraining gradient gives back. */
import { benchmarks, marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { mean } from '../reproduce/mean';
import { figure, onEverySeed, type TableExperiment, type Rows } from '../reproduce/experiment';
import { pick } from '../reproduce/study';
import { ptxExpectations } from './ptx';

const BENCHMARKS = ['perplexity', 'cloze', 'mythTrue', 'story', 'spanish'] as const;
const PTX_COEFS = [0, 0.1, 0.3, 1, 3] as const;
const PTX_COEFS_OF_EVERY_SEED = [0, 1] as const;
const SWEPT_SEEDS = 2;

const name = (ptxCoef: number) => (ptxCoef === 0 ? 'PPO' : `PPO-ptx γ ${ptxCoef}`);
const perplexity = (rows: Rows, row: string) => figure(rows, row, 'perplexity');

export const alignmentTax: TableExperiment = {
  name: 'alignment-tax',
  question: 'What does learning to follow instructions cost, and does mixing in the pretraining gradient pay it back?',
  seeds: [0, 1, 2],
  minutes: 3,
  async run(study) {
    const defaults = study.pipeline();
    const sft = await defaults.sft();
    const rows: Record<string, Record<string, number>> = {
      base: { ...(await benchmarks(await defaults.base())) },
      'fine-tuned': { ...pick(marks(await study.judged(sft)), 'gold', 'truth'), ...(await benchmarks(sft)) },
    };
    for (const ptxCoef of study.seed < SWEPT_SEEDS ? PTX_COEFS : PTX_COEFS_OF_EVERY_SEED) {
      const figures = await study.policyFigures(name(ptxCoef), study.pipeline({ ptxCoef }));
      rows[name(ptxCoef)] = pick(figures, 'gold', 'truth', ...BENCHMARKS);
    }
    return rows;
  },
  expectations: [
    ...ptxExpectations(name(0), name(1)),
    onEverySeed(
      'prediction',
      'perplexity rises from base to fine-tuned to PPO',
      (rows) =>
        perplexity(rows, 'base') < perplexity(rows, 'fine-tuned') &&
        perplexity(rows, 'fine-tuned') < perplexity(rows, name(0)),
    ),
    onEverySeed(
      'prediction',
      'Spanish falls by at least .15 from base to PPO, and ptx returns at least half of it',
      (rows) => {
        const [base, ppo, ptx] = ['base', name(0), name(1)].map((row) => figure(rows, row, 'spanish')) as [
          number,
          number,
          number,
        ];
        return base - ppo >= 0.15 && ptx - ppo >= (base - ppo) / 2;
      },
    ),
    onEverySeed(
      'prediction',
      'fine-tuning makes the model believe fewer myths, and ptx brings some of them back',
      (rows) =>
        figure(rows, 'fine-tuned', 'mythTrue') > figure(rows, 'base', 'mythTrue') &&
        figure(rows, name(1), 'mythTrue') < figure(rows, name(0), 'mythTrue'),
    ),
    {
      kind: 'prediction',
      says: 'already γ = .1 brings the perplexity under 3, on the seeds of the sweep',
      holds: (seeds) => seeds.slice(0, SWEPT_SEEDS).every((rows) => perplexity(rows, name(0.1)) < 3),
    },
    {
      kind: 'prediction',
      says: 'ptx makes stated facts truer, in the mean',
      holds: (seeds) => mean(seeds.map((rows) => figure(rows, name(1), 'truth') - figure(rows, name(0), 'truth'))) > 0,
    },
  ],
};
