/** Pretraining as an arm of a scenario, from random weights. */
import type { LabEvent } from '../../../protocol/lab';
import { languageModel, randomParameters } from '../../rlhf/networks';
import { pretrain } from '../../rlhf/pretrain';
import { stageRng } from '../../../rng';
import { type Settings, trainingSettings } from '../../../experiment/settings';
import type { Lab } from './lab';
import { probed, type Probe } from './probe';

const REPORTED_EVERY = 5;

/** Trains a base model and returns its weights. */
export async function* pretrainArm(
  lab: Lab,
  arm: string,
  settings: Settings,
  probe?: Probe,
): AsyncGenerator<LabEvent, Float32Array> {
  const { size, seed } = settings;
  yield { type: 'doing', arm, doing: 'pretrain', fraction: 0 };
  const model = languageModel(size, randomParameters(size, seed));
  try {
    yield* probed(probe, model, 0, settings.pretrainSteps);
    const { corpus } = lab.world(settings);
    const training = trainingSettings(settings);
    for await (const update of pretrain(model, corpus, () => training, stageRng(seed, 'pretrain'))) {
      if (update.kind !== 'update') continue;
      const { step, steps } = update;
      if (step % REPORTED_EVERY === 0) yield { type: 'doing', arm, doing: 'pretrain', fraction: step / steps };
      yield* probed(probe, model, step, steps);
    }
    return await model.parameters();
  } finally {
    model.dispose();
  }
}
