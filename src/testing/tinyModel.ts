/** A network as small as tests need, with weights large enough that nothing in it is nearly linear. */
import type { GptConfig } from '../engine/lm/config';
import { parameterLayout } from '../engine/lm/layout';
import { createModel } from '../engine/lm/createModel';
import type { Model, TokenBatch } from '../engine/lm/model';
import { Rng } from '../rng';

/** Where a network can compute in Node: the backend, and whether it does so with TensorFlow.js ops alone. */
export const NODE_ROOMS = {
  'cpu, plain': ['cpu', true],
  'wasm, plain': ['wasm', true],
  'wasm, fused': ['wasm', false],
} as const;

export const TINY: GptConfig = { vocabulary: 7, context: 8, width: 8, layers: 2, heads: 2, scalarHead: false };

export function tinyParameters(config: GptConfig, seed: number): Float32Array {
  const { parameters, total } = parameterLayout(config);
  const flat = new Float32Array(total);
  for (const { name, offset, size } of parameters) {
    const rng = new Rng(seed).fork(name);
    const mean = /ln_(1|2|f)\.weight$/.test(name) ? 1 : 0;
    const sd = name.endsWith('.bias') ? 0.1 : 0.4;
    for (let i = 0; i < size; i++) flat[offset + i] = rng.normal(mean, mean === 1 ? 0.1 : sd);
  }
  return flat;
}

export function tinyModel(config: Partial<GptConfig> = {}, seed = 1): Model {
  const whole = { ...TINY, ...config };
  return createModel(whole, tinyParameters(whole, seed));
}

/** Random rows; each target is the next input, and the last one any token. */
export function tinyBatch(batch: number, time: number, seed = 2, vocabulary = TINY.vocabulary): TokenBatch {
  const rng = new Rng(seed);
  const rows = Array.from({ length: batch }, () => Array.from({ length: time + 1 }, () => rng.int(vocabulary)));
  return {
    inputs: Int32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    targets: Int32Array.from(rows.flatMap((row) => row.slice(1))),
    batch,
    time,
  };
}
