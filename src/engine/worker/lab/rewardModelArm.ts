/** A reward model as an arm of a scenario, trained from the fine-tuned model that ships with the page. */
import type { LabEvent } from '../../../protocol/lab';
import type { Comparison } from '../../rlhf/comparisons';
import { scalarModel, withScalarHead } from '../../rlhf/networks';
import { rewardModelStage } from '../../rlhf/rewardModel';
import type { Settings } from '../../../experiment/settings';
import type { Lab } from './lab';
import { probed, type Probe } from './probe';

const TOLD_EVERY = 5;

interface RewardModelStart {
  readonly round?: number;
  readonly probe?: Probe;
}

/** Trains a reward model and returns its weights, shifted so that demonstrations score 0 on average. */
export async function* rewardModelArm(
  lab: Lab,
  arm: string,
  settings: Settings,
  comparisons: readonly Comparison[],
  { round, probe }: RewardModelStart = {},
): AsyncGenerator<LabEvent, Float32Array> {
  const { rewardModelSize: size } = settings;
  yield { type: 'doing', arm, doing: 'rewardModel', fraction: 0 };
  const model = scalarModel(size, withScalarHead(size, await lab.shipped('sft', size)));
  try {
    yield* probed(probe, model, 0, 1);
    for await (const update of rewardModelStage(model, comparisons, lab.world(settings), () => settings, round)) {
      if (update.kind !== 'update') continue;
      const { step, steps } = update;
      if (step % TOLD_EVERY === 0) yield { type: 'doing', arm, doing: 'rewardModel', fraction: step / steps };
      yield* probed(probe, model, step, steps);
    }
    return await model.parameters();
  } finally {
    model.dispose();
  }
}
