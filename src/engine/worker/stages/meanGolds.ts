/** Mean gold of every model that can answer, on a fixed hundred prompts, a few at a time, so that commands come in between. */
import type { Size } from '../../../experiment/names';
import type { MeanGold } from '../../../protocol/evaluate';
import { stageRng } from '../../../rng';
import { evaluationPrompts } from '../../../world/prompts';
import { markEstimate } from '../../rlhf/evaluation/evaluate';
import { judgedAnswers, type Judged } from '../../rlhf/evaluation/judged';
import { languageModel } from '../../rlhf/networks';
import { measured, type AnsweringModel } from './evaluateRun';

const PROMPTS = evaluationPrompts(100);
const AT_ONCE = 25;

/** Yields each model's mean so far after every few prompts. */
export async function* meanGolds(
  models: readonly AnsweringModel[],
  size: Size,
  seed: number,
): AsyncGenerator<MeanGold> {
  for (const { speaker, format, parameters } of models) {
    const model = languageModel(size, parameters);
    const rng = stageRng(seed, 'mean gold');
    const judged: Judged[] = [];
    try {
      while (judged.length < PROMPTS.length) {
        const prompts = PROMPTS.slice(judged.length, judged.length + AT_ONCE);
        judged.push(...(await judgedAnswers(model, prompts, format, rng)));
        const done = judged.length === PROMPTS.length;
        yield { speaker, gold: measured(markEstimate('gold', judged)), prompts: judged.length, done };
      }
    } finally {
      model.dispose();
    }
  }
}
