/** The bits of the weights that a short run of all four stages ends with, so that two hosts can be compared. */
import type { Size } from '../experiment/names';
import { mapValues } from '../mapValues';
import { openBackend, type BackendOptions } from '../engine/lm/backend';
import { bitsOf } from './kernelBits';
import { shortPipeline, type StageParameters } from './shortPipeline';

export async function pipelineBits(
  size: Size,
  options: BackendOptions = {},
): Promise<Record<keyof StageParameters, number>> {
  await openBackend('wasm', options);
  return mapValues(await shortPipeline(size), bitsOf);
}
