/** Chooses the number of splits for a device by a short timing of real training steps. */
import { USUAL_ADAMW } from '../adamw';
import type { GptConfig } from '../config';
import { parameterLayout } from '../layout';
import { SPLITS, splitsOf, USUAL_SPLITS, useSplits } from './splits';
import { WebGpuModel } from './webgpuModel';

/** As in a minibatch of the default settings. */
const BATCH = 32;
const STEPS = 2;
const ROUNDS = 3;

/** Another number of splits is taken only if a whole step is that much faster: the same bits are worth more than less. */
const WORTH = 0.9;

const OPTIMIZER = { ...USUAL_ADAMW, learningRate: 0, weightDecay: 0 };

/** Milliseconds of a few training steps, the least of several rounds. */
async function time(device: GPUDevice, config: GptConfig, now: () => number): Promise<number> {
  const model = new WebGpuModel(device, config, new Float32Array(parameterLayout(config).total));
  const tokens = Int32Array.from({ length: BATCH * config.context }, (_, i) => i % config.vocabulary);
  const batch = { inputs: tokens, targets: tokens, batch: BATCH, time: config.context };
  const durations: number[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const begun = now();
      for (let step = 0; step < STEPS; step++) {
        (await model.backwardCrossEntropy(batch)).dispose();
        model.step(OPTIMIZER).dispose();
      }
      await device.queue.onSubmittedWorkDone();
      if (round > 0) durations.push(now() - begun);
    }
  } finally {
    model.dispose();
  }
  return Math.min(...durations);
}

/**
 * The device must be that of TensorFlow.js's current backend, without any network yet. `now`: milliseconds, from any
 * beginning. Returns the number of splits.
 */
export async function chooseSplits(device: GPUDevice, config: GptConfig, now: () => number): Promise<number> {
  const durations = new Map<(typeof SPLITS)[number], number>();
  for (const splits of SPLITS) {
    useSplits(device, splits);
    durations.set(splits, await time(device, config, now));
  }
  const [[fastest, least]] = [...durations].sort(([, a], [, b]) => a - b);
  const usual = durations.get(USUAL_SPLITS) ?? Infinity;
  useSplits(device, least < WORTH * usual ? fastest : USUAL_SPLITS);
  return splitsOf(device);
}
