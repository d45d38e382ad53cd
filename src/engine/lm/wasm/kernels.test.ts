/** Each kernel against the plain composition that it equals, on random inputs of awkward sizes. */
import * as tf from '@tensorflow/tfjs-core';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '../../../rng';
import { adamwStep, noMoments } from '../adamw';
import { openBackend } from '../backend';
import { oneHot } from '../oneHot';
import { causalMask, leftPaddedMask } from '../plain/masks';
import { attention, gelu, layerNorm, tokenEntropy, tokenLogprobs } from '../plain/ops';
import { startKernels, type Address, type Kernels } from './kernels';

let kernels: Kernels;
const rng = new Rng(11);

beforeAll(async () => {
  await openBackend('cpu');
  kernels = await startKernels();
});

const random = (n: number, sd = 1) => Float32Array.from({ length: n }, () => rng.normal(0, sd));
const integers = (n: number, below: number) => Int32Array.from({ length: n }, () => rng.int(below));

function put(values: Float32Array | Int32Array): Address {
  const address = kernels.allocate(values.length);
  if (values instanceof Int32Array) kernels.integers(address, values.length).set(values);
  else kernels.floats(address, values.length).set(values);
  return address;
}

const get = (address: Address, n: number) => kernels.floats(address, n).slice();

/** Largest difference in units of max(1, |expected|). */
function deviation(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  return Array.from(found).reduce((most, value, i) => {
    const error = Math.abs(value - expected[i]) / Math.max(1, Math.abs(expected[i]));
    return Math.max(most, Number.isNaN(error) ? Infinity : error);
  }, 0);
}

/** Values of an op and of its gradients, on the CPU backend. */
async function plain(
  op: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly tf.Tensor[],
  dy: tf.Tensor,
): Promise<{ value: Float32Array; gradients: Float32Array[] }> {
  const read = (tensor: tf.Tensor) => tensor.data<'float32'>();
  const { value, grads } = tf.valueAndGrads(op)([...inputs], dy);
  return { value: await read(value), gradients: await Promise.all(grads.map(read)) };
}

describe.each([
  [1, 1, 1],
  [5, 3, 7],
  [13, 300, 21],
  [70, 300, 21],
])('the matrix product, %i × %i × %i', (M, K, N) => {
  const [a, b, bias, residual] = [random(M * K), random(K * N), random(N), random(M * N)];
  const exact = (aAt: (i: number, k: number) => number, bAt: (k: number, j: number) => number) =>
    Array.from({ length: M * N }, (_, at) => {
      const [i, j] = [Math.floor(at / N), at % N];
      return Array.from({ length: K }, (_, k) => aAt(i, k) * bAt(k, j)).reduce((sum, x) => sum + x, 0);
    });
  // Rounding grows with the number of terms.
  const bound = 1e-7 * (8 + K);

  test('of rows and columns, with bias and residual', () => {
    const out = put(new Float32Array(M * N));
    kernels.run.matmul(out, N, put(a), K, 1, put(b), N, 1, put(bias), put(residual), M, K, N, put(random(8 * 257)));
    const expected = exact(
      (i, k) => a[i * K + k],
      (k, j) => b[k * N + j],
    ).map((sum, at) => sum + bias[at % N] + residual[at]);
    expect(deviation(get(out, M * N), expected)).toBeLessThan(bound);
  });

  test('with either operand transposed, added to what is there', () => {
    const out = put(residual);
    kernels.run.matmul(out, N, put(a), 1, M, put(b), 1, K, 0, out, M, K, N, put(random(8 * 257)));
    const expected = exact(
      (i, k) => a[k * M + i],
      (k, j) => b[j * K + k],
    ).map((sum, at) => sum + residual[at]);
    expect(deviation(get(out, M * N), expected)).toBeLessThan(bound);
  });

  test('has the same bits for its first row alone', () => {
    const product = (rows: number) => {
      const out = put(new Float32Array(rows * N));
      const [x, w, scratch] = [put(a), put(b), put(random(8 * 257))];
      kernels.run.matmul(out, N, x, K, 1, w, N, 1, put(bias), 0, rows, K, N, scratch);
      return get(out, N);
    };
    expect(product(M)).toEqual(product(1));
  });

  test('the sums of columns', () => {
    const out = put(bias);
    kernels.run.addColumnSums(out, put(residual), M, N);
    const expected = Array.from(bias, (start, j) =>
      Array.from({ length: M }, (_, i) => residual[i * N + j]).reduce((sum, x) => sum + x, start),
    );
    expect(deviation(get(out, N), expected)).toBeLessThan(bound);
  });
});

describe.each([
  [1, 2],
  [3, 7],
  [10, 34],
])('%i rows of %i', (M, D) => {
  test('layer normalization and its gradients: 2e-6', async () => {
    const [x, gain, bias, dy, start] = [random(M * D, 3), random(D), random(D), random(M * D), random(M * D)];
    const [out, moments, dx, dGain, dBias] = [M * D, 2 * M, M * D, D, D].map((n) => put(new Float32Array(n)));
    kernels.floats(dx, M * D).set(start);
    kernels.run.layerNorm(out, moments, put(x), put(gain), put(bias), M, D);
    kernels.run.layerNormBackward(dx, dGain, dBias, put(dy), put(x), moments, put(gain), M, D);
    const { value, gradients } = await plain(
      (x, gain, bias) => layerNorm(x as tf.Tensor2D, gain as tf.Tensor1D, bias as tf.Tensor1D),
      [tf.tensor2d(x, [M, D]), tf.tensor1d(gain), tf.tensor1d(bias)],
      tf.tensor2d(dy, [M, D]),
    );
    expect(deviation(get(out, M * D), value)).toBeLessThan(2e-6);
    const moved = get(dx, M * D).map((d, i) => d - start[i]);
    expect(deviation(moved, gradients[0])).toBeLessThan(2e-6);
    expect(deviation(get(dGain, D), gradients[1])).toBeLessThan(2e-6);
    expect(deviation(get(dBias, D), gradients[2])).toBeLessThan(2e-6);
  });

  test('GELU, 5e-7, and its gradient, 5e-6 since the plain one loses digits where the gate is nearly 1', async () => {
    const [x, dy] = [random(M * D, 4), random(M * D)];
    x.set([-60, 60, -9, 0].slice(0, M * D));
    const [out, gate, dx] = [put(new Float32Array(M * D)), put(new Float32Array(M * D)), put(dy)];
    kernels.run.gelu(out, gate, put(x), M * D);
    kernels.run.geluBackward(dx, dx, put(x), gate, M * D);
    const { value, gradients } = await plain(
      (x) => gelu(x as tf.Tensor2D),
      [tf.tensor2d(x, [M, D])],
      tf.tensor2d(dy, [M, D]),
    );
    expect(deviation(get(out, M * D), value)).toBeLessThan(5e-7);
    expect(deviation(get(dx, M * D), gradients[0])).toBeLessThan(5e-6);
  });

  test('log-probability and entropy of D words, at a temperature: 2e-6, and their gradients: that of a gradient of 1', async () => {
    const temperature = 0.7;
    const [logits, targets] = [random(M * D, 5), integers(M, D)];
    const [dLogprobs, dEntropy] = [random(M), random(M)];
    const [logprobs, entropy, logSum] = [M, M, M].map((n) => put(new Float32Array(n)));
    const [at, ids] = [put(logits), put(targets)];
    kernels.run.head(logprobs, entropy, logSum, at, ids, temperature, M, D);
    kernels.run.headBackward(at, put(dLogprobs), put(dEntropy), entropy, logSum, ids, temperature, M, D);
    const both = (x: tf.Tensor) => {
      const scaled = tf.div<tf.Tensor2D>(x, temperature);
      return tf.concat([tokenLogprobs(scaled, oneHot(targets, D)), tokenEntropy(scaled)]);
    };
    const dy = tf.concat([tf.tensor1d(dLogprobs), tf.tensor1d(dEntropy)]);
    const { value, gradients } = await plain(both, [tf.tensor2d(logits, [M, D])], dy);
    expect(deviation([...get(logprobs, M), ...get(entropy, M)], value)).toBeLessThan(2e-6);
    const most = Math.max(...[...dLogprobs, ...dEntropy].map(Math.abs)) / temperature;
    expect(deviation(get(at, M * D), gradients[0])).toBeLessThan(2e-6 * Math.max(1, most));
  });

  test('the scalar head and its gradients: 2e-6', () => {
    const [hidden, weight, bias, dValues] = [random(M * D), random(D), random(1), random(M)];
    const [values, dHidden, dWeight, dBias] = [M, M * D, D, 1].map((n) => put(new Float32Array(n)));
    const at = put(hidden);
    kernels.run.scalarHead(values, at, put(weight), put(bias), M, D);
    kernels.run.scalarHeadBackward(dHidden, dWeight, dBias, put(dValues), at, put(weight), M, D);
    const sum = (n: number, term: (i: number) => number) =>
      Array.from({ length: n }, (_, i) => term(i)).reduce((total, x) => total + x, 0);
    const rows = Array.from({ length: M }, (_, i) => i);
    const columns = Array.from({ length: D }, (_, j) => j);
    const expected = rows.map((i) => bias[0] + sum(D, (j) => hidden[i * D + j] * weight[j]));
    expect(deviation(get(values, M), expected)).toBeLessThan(2e-6);
    expect(
      deviation(
        get(dHidden, M * D),
        rows.flatMap((i) => columns.map((j) => dValues[i] * weight[j])),
      ),
    ).toBeLessThan(2e-6);
    expect(
      deviation(
        get(dWeight, D),
        columns.map((j) => sum(M, (i) => dValues[i] * hidden[i * D + j])),
      ),
    ).toBeLessThan(2e-6);
    expect(deviation(get(dBias, 1), [sum(M, (i) => dValues[i])])).toBeLessThan(2e-6);
  });

  test('embeddings, and the rows that their gradients go to: exact, and 2e-6', () => {
    const [V, S] = [5, 4];
    const [wte, wpe, dx] = [random(V * D), random(S * D), random(M * D)];
    const [tokens, positions] = [integers(M, V), integers(M, S)];
    const [out, dWte, dWpe] = [M * D, V * D, S * D].map((n) => put(new Float32Array(n)));
    kernels.run.embed(out, put(tokens), put(positions), put(wte), put(wpe), M, D);
    kernels.run.embedBackward(dWte, dWpe, put(tokens), put(positions), put(dx), M, D);
    const sum = (matrix: Float32Array, ids: Int32Array, i: number, j: number) => matrix[ids[i] * D + j];
    const embedded = Float32Array.from({ length: M * D }, (_, at) => {
      const [i, j] = [Math.floor(at / D), at % D];
      return sum(wte, tokens, i, j) + sum(wpe, positions, i, j);
    });
    expect(get(out, M * D)).toEqual(embedded);
    const expected = (rows: number, ids: Int32Array) =>
      Array.from({ length: rows * D }, (_, at) =>
        [...ids].reduce((total, id, i) => total + (id === Math.floor(at / D) ? dx[i * D + (at % D)] : 0), 0),
      );
    expect(deviation(get(dWte, V * D), expected(V, tokens))).toBeLessThan(2e-6);
    expect(deviation(get(dWpe, S * D), expected(S, positions))).toBeLessThan(2e-6);
  });
});

describe.each([
  { B: 1, T: 1, D: 2, H: 2, padding: [0] },
  { B: 2, T: 5, D: 6, H: 2, padding: [0, 2] },
  { B: 3, T: 13, D: 20, H: 4, padding: [0, 0, 0] },
])('attention over $B × $T places, width $D, $H heads, padding $padding', ({ B, T, D, H, padding }) => {
  test('and its gradients: 2e-6', async () => {
    const M = B * T;
    const places = T + 4;
    const [qkv, dOut] = [random(3 * M * D), random(M * D)];
    const starts = Int32Array.from(padding);
    // What stands in the padding counts nowhere, so nothing flows back from there.
    dOut.forEach((_, at) => {
      const place = Math.floor(at / D);
      if (place % T < starts[Math.floor(place / T)]) dOut[at] = 0;
    });
    const [out, kept, dQkv] = [M * D, M * H * places, 3 * M * D].map((n) => put(new Float32Array(n)));
    const scratch = put(new Float32Array(8 * 257 + T * places).fill(NaN));
    const [at, begin] = [put(qkv), put(starts)];
    const offsets = put(Int32Array.from({ length: B + 1 }, (_, b) => b * T));
    kernels.run.attention(out, kept, at, begin, offsets, B, T, D, H, scratch);
    kernels.run.attentionBackward(dQkv, put(dOut), kept, at, offsets, B, T, D, H, scratch);
    const mask = padding.some((pad) => pad > 0)
      ? tf.tensor3d(leftPaddedMask(starts, T, H), [B * H, T, T])
      : tf.tensor3d(causalMask(T), [1, T, T]);
    const { value, gradients } = await plain(
      (x) => attention(tf.split(x, 3, 1) as unknown as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D], mask, B, H),
      [tf.tensor2d(qkv, [M, 3 * D])],
      tf.tensor2d(dOut, [M, D]),
    );
    const counts = (values: Float32Array, width: number) =>
      values.filter((_, at) => {
        const place = Math.floor(at / width);
        return place % T >= starts[Math.floor(place / T)];
      });
    expect(deviation(counts(get(out, M * D), D), counts(value, D))).toBeLessThan(2e-6);
    expect(deviation(get(dQkv, 3 * M * D), gradients[0])).toBeLessThan(2e-6);
  });
});

test.each([1, 7, 30])('AdamW over %i numbers, three steps: 1e-6', async (n) => {
  const settings = {
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay: 0.1,
    form: 'pytorch',
  } as const;
  const flat = random(n);
  const [parameters, m, v] = [put(flat), put(new Float32Array(n)), put(new Float32Array(n))];
  let [expected, moments] = [tf.tensor1d(flat), noMoments(n)];
  for (let step = 1; step <= 3; step++) {
    const g = random(n);
    const gradient = put(g);
    expect(deviation([kernels.run.sumOfSquares(gradient, n)], [g.reduce((sum, x) => sum + x * x, 0)])).toBeLessThan(
      1e-12,
    );
    const [c1, c2] = [1 - 0.9 ** step, Math.sqrt(1 - 0.95 ** step)];
    kernels.run.adamw(parameters, gradient, m, v, n, 0.5, 0.9, 0.95, 1 - 0.001, (0.01 * c2) / c1, 1e-8 * c2);
    ({ parameters: expected, ...moments } = adamwStep(expected, tf.mul(tf.tensor1d(g), 0.5), moments, settings));
    expect(get(gradient, n)).toEqual(new Float32Array(n));
  }
  expect(deviation(get(parameters, n), await expected.data())).toBeLessThan(1e-6);
});

test('Gumbel noise is that of the seeded generator, to 2⁻²² of max(1, |noise|), from any counter on', () => {
  const n = 100_003;
  const source = new Rng(5).fork('noise');
  source.position = 2 ** 32 - 50_000;
  const noise = put(new Float32Array(n));
  kernels.run.gumbelNoise(noise, n, ...source.key, source.position);
  const expected = Float64Array.from({ length: n }, () => source.gumbel());
  expect(deviation(get(noise, n), expected)).toBeLessThan(2 ** -22);
});

test('memory is reused: blocks that are given back, and the workspace of every call', () => {
  const first = kernels.allocate(1000);
  kernels.release(first, 1000);
  expect(kernels.allocate(1000)).toBe(first);
  const used = [1, 2, 3].map(() => {
    const take = kernels.workspace();
    return [take(10), take(300_000)];
  });
  expect(new Set(used.flat()).size).toBe(2);
});

test('what is kept in the workspace lies before the next workspace, until it is dropped or a block takes its place', async () => {
  const fresh = await startKernels();
  const begin = fresh.workspace()(1);
  const first = fresh.keep(begin + 64);
  const second = fresh.keep(begin + 160);
  expect(fresh.workspace()(1)).toBe(begin + 160);
  fresh.drop(first);
  expect(fresh.workspace()(1)).toBe(begin + 160);
  fresh.drop(second);
  expect(fresh.workspace()(1)).toBe(begin);
  const kept = [1, 2, 3, 4, 5].map((blocks) => fresh.keep(begin + 16 * blocks));
  expect(kept.map((each) => fresh.holds(each))).toEqual([false, true, true, true, true]);
  const block = fresh.allocate(4);
  expect(kept.some((each) => fresh.holds(each))).toBe(false);
  expect(fresh.workspace()(1)).toBe(block + 16);
  fresh.release(block, 4);
  const last = fresh.keep(fresh.workspace()(1) + 16);
  expect(fresh.allocate(4)).toBe(block);
  expect(fresh.holds(last)).toBe(true);
});

test('an array that is given back is taken again by who needs one as long', async () => {
  const { spare } = await startKernels();
  const given: Float32Array[] = Array.from({ length: 9 }, () => new Float32Array(3));
  given.forEach((array) => spare.give(array));
  expect(given).not.toContain(spare.take(4));
  const taken = Array.from({ length: 9 }, () => spare.take(3));
  expect(taken.filter((array) => given.includes(array))).toHaveLength(8);
  expect(new Set(taken).size).toBe(9);
});

test('the committed module is what its source compiles to', () => {
  const built = join(mkdtempSync(join(tmpdir(), 'engine-')), 'engine.wasm');
  execFileSync('npm', ['run', '--silent', 'engine', '--', '--outFile', built], { stdio: 'pipe' });
  expect(readFileSync(built).equals(readFileSync(new URL('engine.wasm', import.meta.url)))).toBe(true);
}, 60_000);
