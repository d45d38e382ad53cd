/** What the fused room keeps on the device besides weights: known batches, and the parts of a gradient. Not part of the product. */
import * as tf from '@tensorflow/tfjs-core';
import type { Heads, LossHead, TokenBatch } from '../../src/engine/lm/model';
import { readAll } from '../../src/engine/lm/read';
import { TINY, tinyBatch, tinyParameters } from '../../src/testing/tinyModel';
import { chooseSplits } from '../../src/engine/lm/webgpu/chooseSplits';
import { webgpuRoom } from '../../src/engine/lm/webgpu/room';
import { SPLITS, splitsOf, USUAL_SPLITS, useSplits } from '../../src/engine/lm/webgpu/splits';
import { anyLoss, LOSS_HEADS } from './fusedModel';
import { deviation } from './fusedRun';

/**
 * Heads that differ from those of batches seen for the first time: of a batch seen again, of one with other targets, and
 * of the first once others have taken its place on the device.
 */
export async function batchesMixedUp(device: GPUDevice): Promise<string[]> {
  const model = webgpuRoom(device)(TINY, tinyParameters(TINY, 1));
  const said = async (batch: TokenBatch) => String((await readAll(await model.forward(batch, ['logprobs']))).logprobs);
  const fresh = ({ inputs, targets, ...rest }: TokenBatch) => ({
    ...rest,
    inputs: inputs.slice(),
    targets: targets.slice(),
  });
  const first = tinyBatch(3, 8, 1);
  const expected = await said(fresh(first));
  const mixedUp: string[] = [];
  const check = async (what: string, batch: TokenBatch, right: string) => {
    if ((await said(batch)) !== right) mixedUp.push(what);
  };
  await check('first', first, expected);
  await check('again', first, expected);
  const twin = fresh(first);
  await check('twin', twin, expected);
  const others = { ...twin, targets: tinyBatch(3, 8, 2).targets };
  await check('other targets', others, await said(fresh(others)));
  for (let i = 0; i < 3; i++) await said(tinyBatch(8000, 8, 3 + i));
  await check('after many others', first, expected);
  model.dispose();
  return mixedUp;
}

/** How far the gradient lies from that of the usual number of splits, for every other number. */
export async function splitDeviations(device: GPUDevice): Promise<Record<string, number>> {
  const config = { ...TINY, vocabulary: 61, width: 16, scalarHead: true };
  const gradients = new Map<number, Float32Array>();
  for (const splits of SPLITS) {
    useSplits(device, splits);
    const model = webgpuRoom(device)(config, tinyParameters(config, 4));
    const loss = (heads: Pick<Heads, LossHead>) => anyLoss(heads, new Float32Array(37 * 7).fill(1));
    tf.dispose({ ...(await model.backward(tinyBatch(37, 7, 2, config.vocabulary), LOSS_HEADS, loss)) });
    gradients.set(splits, await model.gradient());
    model.dispose();
  }
  useSplits(device, USUAL_SPLITS);
  const usual = gradients.get(USUAL_SPLITS) ?? [];
  return Object.fromEntries([...gradients].map(([splits, gradient]) => [splits, deviation(gradient, usual)]));
}

/** The number of splits that is chosen by timing, and the one that is used after that. */
export async function chosenSplits(device: GPUDevice): Promise<readonly number[]> {
  const chosen = await chooseSplits(device, TINY, () => performance.now());
  const used = splitsOf(device);
  useSplits(device, USUAL_SPLITS);
  return [chosen, used];
}
