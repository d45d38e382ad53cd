/** InstructGPT's figure 1 on the models that ship with the page: what training on feedback is worth against size. */
import { SIZES, type Size } from '../../../experiment/names';
import { markEstimate } from '../../rlhf/evaluation/evaluate';
import type { Judged } from '../../rlhf/evaluation/judged';
import { languageModel } from '../../rlhf/networks';
import { preferredBy } from '../../rlhf/evaluation/preferredBy';
import type { PromptFormat } from '../../rlhf/respond';
import type { NamedArm } from '../../../experiment/scenarios';
import type { Lab, ScenarioRun } from './lab';
import { evaluationAnswers, pointOf } from './measures';

const MODELS: readonly { arm: NamedArm; stage: 'pretrain' | 'sft' | 'ppo'; format: PromptFormat }[] = [
  { arm: 'fewShotBase', stage: 'pretrain', format: 'fewShot' },
  { arm: 'sft', stage: 'sft', format: 'chat' },
  { arm: 'ppo', stage: 'ppo', format: 'chat' },
];

/** With which all others are compared. */
const LARGEST = { stage: 'sft', size: 'M', format: 'chat' } as const;

export async function* size(lab: Lab): ScenarioRun {
  const { settings } = lab;
  const { heldOutLabelers } = lab.world(settings);
  const answersOf = async (stage: 'pretrain' | 'sft' | 'ppo', of: Size, format: PromptFormat): Promise<Judged[]> => {
    const model = languageModel(of, await lab.shipped(stage, of));
    try {
      return await evaluationAnswers(model, settings, { format, samples: settings.evaluationSamples });
    } finally {
      model.dispose();
    }
  };
  yield { type: 'doing', arm: 'sft', doing: 'answers', fraction: 0 };
  const largest = await answersOf(LARGEST.stage, LARGEST.size, LARGEST.format);
  const all = MODELS.flatMap((model) => SIZES.map((of) => ({ ...model, of })));
  for (const [i, { arm, stage, format, of }] of all.entries()) {
    yield { type: 'doing', arm, doing: 'answers', fraction: i / all.length };
    const judged = await answersOf(stage, of, format);
    const { length: parameters } = await lab.shipped(stage, of);
    yield pointOf(arm, 'gold', parameters, markEstimate('gold', judged));
    yield pointOf(arm, 'preference', parameters, preferredBy(heldOutLabelers, judged, largest));
  }
}
