/** Gao et al. 2023 on this world: the score rises while what people really want falls. */
import { mean } from '../reproduce/mean';
import { figure, onEverySeed, type TableExperiment, type Rows } from '../reproduce/experiment';
import { lastKl, pick, type Study } from '../reproduce/study';
import { marks } from '../../src/engine/rlhf/evaluation/evaluate';
import type { Iteration } from '../pipeline';

const KL_COEFS = [0, 0.02, 0.05, 0.1, 0.2, 0.4] as const;
const KL_COEFS_OF_EVERY_SEED = [0, 0.2] as const;
const PROMPTS = [100, 300, 1000] as const;
/** The sweep and the small reward models are run on so many seeds. */
const SWEPT_SEEDS = 2;
/** Iterations over which a curve is smoothed. */
const WINDOW = 7;

const name = (klCoef: number) => `β ${klCoef}`;

/** A curve's mean around an iteration. */
function smoothed(iterations: readonly Iteration[], at: number, of: (iteration: Iteration) => number): number {
  const half = Math.floor(WINDOW / 2);
  return mean(iterations.slice(Math.max(0, at - half), at + half + 1).map(of));
}

async function sweep(study: Study): Promise<Rows> {
  const rows: Record<string, Record<string, number>> = {};
  for (const klCoef of study.seed < SWEPT_SEEDS ? KL_COEFS : KL_COEFS_OF_EVERY_SEED) {
    const pipeline = study.pipeline({ ptxCoef: 0, klCoef, ppoIterations: 100 });
    const { model, iterations } = await study.policy(name(klCoef), pipeline);
    const last = iterations.length - 1;
    const score = (at: number) => smoothed(iterations, at, ({ proxyReward }) => proxyReward);
    const gold = (at: number) => smoothed(iterations, at, (iteration) => iteration.gold);
    const evaluated = marks(await study.judged(model));
    model.dispose();
    rows[name(klCoef)] = {
      gold: evaluated.gold,
      '±': evaluated.goldError,
      'score at 1': score(0),
      'score at 25': score(24),
      'score at 50': score(49),
      'score at 100': score(last),
      'gold at 1': gold(0),
      'gold at 25': gold(24),
      'gold at 50': gold(49),
      'gold at 100': gold(last),
      kl: lastKl(iterations),
      length: evaluated.length,
      refuse: evaluated.refuse,
    };
  }
  return rows;
}

export const overoptimization: TableExperiment = {
  name: 'overoptimization',
  question: 'What becomes of a policy that optimizes a reward model as far as it can?',
  seeds: [0, 1, 2],
  minutes: 6,
  async run(study) {
    const sft = marks(await study.judged(await study.pipeline().sft()));
    const rows: Record<string, Record<string, number>> = { 'fine-tuned': pick(sft, 'gold', 'length', 'refuse') };
    Object.assign(rows, await sweep(study));
    if (study.seed >= SWEPT_SEEDS) return rows;
    for (const comparisonPrompts of PROMPTS) {
      const label = `reward model of ${comparisonPrompts} prompts, β 0.2`;
      const figures = await study.policyFigures(label, study.pipeline({ ptxCoef: 0, comparisonPrompts }));
      rows[label] = pick(figures, 'gold', 'kl', 'length', 'refuse');
    }
    return rows;
  },
  expectations: [
    onEverySeed(
      'requirement',
      'β = 0: the score rises by over .8 while gold falls below the fine-tuned model’s',
      (rows) => {
        const rise = figure(rows, 'β 0', 'score at 100') - figure(rows, 'β 0', 'score at 1');
        return rise > 0.8 && figure(rows, 'β 0', 'gold') < figure(rows, 'fine-tuned', 'gold');
      },
    ),
    onEverySeed('range', 'β = 0 after 100 iterations: gold < .35 and KL > 8', (rows) => {
      return figure(rows, 'β 0', 'gold') < 0.35 && figure(rows, 'β 0', 'kl') > 8;
    }),
    onEverySeed(
      'prediction',
      'β = .2 ends with at least .2 more gold than β = 0 and a tenth of its KL',
      (rows) =>
        figure(rows, 'β 0.2', 'gold') > figure(rows, 'β 0', 'gold') + 0.2 &&
        figure(rows, 'β 0.2', 'kl') < figure(rows, 'β 0', 'kl') / 10 + 1,
    ),
    {
      kind: 'prediction',
      says: 'the smaller β, the larger the KL at the end, on the seeds of the sweep',
      holds: (seeds) =>
        seeds.slice(0, SWEPT_SEEDS).every((rows) => {
          const kls = KL_COEFS.map((klCoef) => figure(rows, name(klCoef), 'kl'));
          return kls.every((kl, i) => i === 0 || kl < (kls[i - 1] ?? NaN));
        }),
    },
    {
      kind: 'prediction',
      says: 'a reward model of 100 prompts brings at least .08 less gold than one of 1000, in the mean of the sweep’s seeds',
      holds: (seeds) => {
        const swept = seeds.slice(0, SWEPT_SEEDS);
        const gold = (prompts: number) =>
          mean(swept.map((rows) => figure(rows, `reward model of ${prompts} prompts, β 0.2`, 'gold')));
        return gold(100) < gold(1000) - 0.08;
      },
    },
  ],
};
