/** Fine-tuning on demonstrations as an arm of a scenario, from the base model that ships with the page. */
import type { LabEvent } from '../../../protocol/lab';
import { languageModel, sftStage } from '../../rlhf/pipeline';
import type { Settings } from '../../../experiment/settings';
import type { Lab } from './lab';

const TOLD_EVERY = 5;

/** Trains a fine-tuned model and returns its weights. */
export async function* sftArm(lab: Lab, arm: string, settings: Settings): AsyncGenerator<LabEvent, Float32Array> {
  const { size } = settings;
  yield { type: 'doing', arm, doing: 'sft', fraction: 0 };
  const model = languageModel(size, await lab.shipped('pretrain', size));
  try {
    for await (const update of sftStage(model, lab.world(settings), () => settings)) {
      if (update.kind !== 'update' || update.step % TOLD_EVERY !== 0) continue;
      yield { type: 'doing', arm, doing: 'sft', fraction: update.step / update.steps };
    }
    return await model.parameters();
  } finally {
    model.dispose();
  }
}
