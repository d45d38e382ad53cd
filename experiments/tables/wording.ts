/** How sensitive the models are to the words of an instruction (InstructGPT §5.3: instructions of kinds not seen in training). */
import type { Model } from '../../src/engine/lm/model';
import { goldDifference, marks } from '../../src/engine/rlhf/evaluation/evaluate';
import type { Judged } from '../../src/engine/rlhf/evaluation/judged';
import { evaluationPrompts, inWording } from '../../src/world/prompts';
import { WORDINGS } from '../../src/world/wordings';
import { figure, inTheMean, onEverySeed, type TableExperiment } from '../reproduce/experiment';
import type { Study } from '../reproduce/study';

const PARAPHRASES = Array.from({ length: WORDINGS - 1 }, (_, i) => i + 2);
const DEMONSTRATED = [1, 2, WORDINGS] as const;

const demonstrated = (wordings: number) => `fine-tuned, ${wordings} wordings demonstrated`;

/** The same prompts in the first wording, and in every other. */
async function sensitivity(study: Study, model: Model): Promise<Record<string, number>> {
  const ask = (wording: number) =>
    study.judged(model, 'chat', {
      prompts: evaluationPrompts().map((prompt) => inWording(prompt, wording)),
      samples: 2,
    });
  const first = await ask(1);
  const others: Judged[][] = [];
  for (const wording of PARAPHRASES) others.push(await ask(wording));
  const differences = others.map((other) => goldDifference(first, other));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    'first wording': marks(first).gold,
    'other wordings': mean(others.map((other) => marks(other).gold)),
    lost: mean(differences.map(({ mean }) => mean)),
    '±': mean(differences.map(({ error }) => error)),
  };
}

export const wording: TableExperiment = {
  name: 'wording',
  question: 'Does a model that learnt to follow instructions follow them in other words?',
  seeds: [0, 1],
  minutes: 4,
  async run(study) {
    const rows: Record<string, Record<string, number>> = {};
    for (const wordings of DEMONSTRATED) {
      rows[demonstrated(wordings)] = await sensitivity(study, await study.pipeline({ wordings }).sft());
    }
    for (const [label, ptxCoef] of [
      ['PPO', 0],
      ['PPO-ptx', 1],
    ] as const) {
      const { model } = await study.policy(label, study.pipeline({ ptxCoef }));
      rows[label] = await sensitivity(study, model);
      model.dispose();
    }
    const { model } = await study.policy('PPO, all wordings', study.pipeline({ wordings: WORDINGS, ptxCoef: 0 }));
    rows[`PPO, ${WORDINGS} wordings demonstrated`] = await sensitivity(study, model);
    model.dispose();
    return rows;
  },
  expectations: [
    onEverySeed(
      'prediction',
      'fine-tuning on one wording loses at least .1 gold on the others',
      (rows) => figure(rows, demonstrated(1), 'lost') >= 0.1,
    ),
    onEverySeed(
      'prediction',
      'demonstrating every wording leaves less than half of that loss',
      (rows) => figure(rows, demonstrated(WORDINGS), 'lost') < figure(rows, demonstrated(1), 'lost') / 2,
    ),
    inTheMean(
      'prediction',
      'PPO on one wording does not make the loss smaller: what it gains, it gains on the wording it met',
      (rows) => figure(rows, 'PPO', 'lost') - figure(rows, demonstrated(1), 'lost'),
      (difference) => difference > 0,
    ),
  ],
};
