/** Gao et al. 2023 for best-of-n: the further the reward model chooses, the more of its own mistakes it chooses. */
import { respond } from '../../src/engine/rlhf/respond';
import { bestOfNKl, bestOfNMean } from '../../src/engine/rlhf/beyond/bestOfN';
import { stageRng } from '../../src/rng';
import { scoreSequences } from '../../src/engine/rlhf/rewardModel';
import { judge } from '../../src/world/judge';
import { chatPrompt } from '../../src/world/promptFormats';
import { evaluationPrompts } from '../../src/world/prompts';
import type { Model } from '../../src/engine/lm/model';
import { mean } from '../reproduce/mean';
import { figure, onEverySeed, type TableExperiment, type Rows } from '../reproduce/experiment';
import type { Study } from '../reproduce/study';

const NS = [1, 2, 4, 8, 16, 32, 64] as const;
const SAMPLES = 64;
const PROMPTS = 100;
const SMALL = 300;

const name = (n: number, prompts = 2000) => `n = ${n}, reward model of ${prompts} prompts`;

interface Samples {
  readonly scores: Float32Array;
  readonly golds: readonly number[];
}

async function sample(study: Study, sft: Model, rewardModel: Model): Promise<Samples[]> {
  const rng = stageRng(study.seed, 'best of n');
  const all: Samples[] = [];
  for (const prompt of evaluationPrompts(PROMPTS)) {
    const asked = Array.from({ length: SAMPLES }, () => prompt.text);
    const responses = await respond(sft, asked, 'chat', 1, rng);
    const sequences = responses.map(({ tokens }) => ({ prompt: chatPrompt(prompt.text), response: tokens }));
    const scores = await scoreSequences(rewardModel, sequences);
    all.push({ scores, golds: responses.map(({ text, ended }) => judge(prompt, text, ended).gold) });
  }
  return all;
}

const golds = (rows: Rows, prompts?: number) => NS.map((n) => figure(rows, name(n, prompts), 'gold'));
const peak = (rows: Rows) => NS[golds(rows).indexOf(Math.max(...golds(rows)))] ?? NaN;
const fall = (rows: Rows, prompts?: number) => Math.max(...golds(rows, prompts)) - (golds(rows, prompts).at(-1) ?? NaN);

export const bestOfN: TableExperiment = {
  name: 'best-of-n',
  question: 'How many answers should a reward model choose from?',
  seeds: [0, 1, 2],
  minutes: 3,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const comparisonPrompts of [2000, SMALL]) {
      const pipeline = study.pipeline({ comparisonPrompts });
      const samples = await sample(study, await pipeline.sft(), await pipeline.rewardModel());
      for (const n of NS) {
        rows[name(n, comparisonPrompts)] = {
          KL: bestOfNKl(n),
          score: mean(samples.map(({ scores }) => bestOfNMean(scores, scores, n))),
          gold: mean(samples.map(({ scores, golds }) => bestOfNMean(scores, golds, n))),
        };
      }
    }
    return rows;
  },
  expectations: [
    onEverySeed('requirement', 'gold peaks at n in 4 – 16 and is lower at 64', (rows) => {
      return peak(rows) >= 4 && peak(rows) <= 16 && fall(rows) > 0;
    }),
    onEverySeed('range', 'gold at 64 lies .03 – .2 below its peak', (rows) => fall(rows) >= 0.03 && fall(rows) <= 0.2),
    onEverySeed('prediction', 'the score rises with every doubling', (rows) => {
      const scores = NS.map((n) => figure(rows, name(n), 'score'));
      return scores.every((score, i) => i === 0 || score > (scores[i - 1] ?? NaN));
    }),
    {
      kind: 'prediction',
      says: 'a reward model of 300 prompts falls further from its peak than one of 2000, in the mean',
      holds: (seeds) => mean(seeds.map((rows) => fall(rows, SMALL) - fall(rows))) > 0,
    },
  ],
};
