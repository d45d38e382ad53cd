/** Fine-tuning on demonstrations as an arm of a scenario, from the base model that ships with the page. */
import type { LabEvent } from '../../../protocol/lab';
import { languageModel } from '../../rlhf/networks';
import { sft } from '../../rlhf/sft';
import { stageRng } from '../../../rng';
import { type Settings, trainingSettings } from '../../../experiment/settings';
import type { Lab } from './lab';

const REPORTED_EVERY = 5;

/** Trains a fine-tuned model and returns its weights. */
export async function* sftArm(lab: Lab, arm: string, settings: Settings): AsyncGenerator<LabEvent, Float32Array> {
  const { size, seed } = settings;
  yield { type: 'doing', arm, doing: 'sft', fraction: 0 };
  const model = languageModel(size, await lab.shipped('pretrain', size));
  try {
    const { demonstrations } = lab.world(settings);
    const training = trainingSettings(settings);
    for await (const update of sft(model, demonstrations, () => training, stageRng(seed, 'sft'))) {
      if (update.kind !== 'update' || update.step % REPORTED_EVERY !== 0) continue;
      yield { type: 'doing', arm, doing: 'sft', fraction: update.step / update.steps };
    }
    return await model.parameters();
  } finally {
    model.dispose();
  }
}
