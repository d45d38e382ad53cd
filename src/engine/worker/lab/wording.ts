/** The evaluation prompts in every wording, to models that were shown one of them and to one that was shown more. */
import { goldDifference } from '../../rlhf/evaluation/evaluate';
import type { Judged } from '../../rlhf/evaluation/judged';
import { languageModel } from '../../rlhf/networks';
import { YOURS } from '../../../experiment/scenarios';
import { evaluationPrompts, inWording } from '../../../world/prompts';
import { WORDINGS } from '../../../world/wordings';
import type { Lab, ScenarioRun } from './lab';
import { goldPoint, evaluationAnswers, pointOf } from './measures';
import { sftArm } from './sftArm';

export async function* wording(lab: Lab): ScenarioRun {
  const { settings } = lab;
  const { size, evaluationSamples: samples } = settings;
  const models = [
    { arm: 'sft', weights: await lab.shipped('sft') },
    { arm: 'ppo', weights: await lab.shipped('ppo') },
    { arm: YOURS, weights: yield* sftArm(lab, YOURS, settings) },
  ];
  for (const { arm, weights } of models) {
    const model = languageModel(size, weights);
    try {
      const answers: Judged[][] = [];
      for (let worded = 1; worded <= WORDINGS; worded++) {
        yield { type: 'doing', arm, doing: 'answers', fraction: (worded - 1) / WORDINGS };
        const prompts = evaluationPrompts().map((prompt) => inWording(prompt, worded));
        const judged = await evaluationAnswers(model, settings, { prompts, samples });
        yield goldPoint(arm, worded, judged);
        answers.push(judged);
      }
      yield pointOf(arm, 'wordingLoss', 0, goldDifference(answers[0], answers[WORDINGS - 1]));
    } finally {
      model.dispose();
    }
  }
}
