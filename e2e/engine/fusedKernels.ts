/**
 * Each fused kernel beside the plain composition it must equal, on random inputs; the plain one runs on the CPU. Not part
 * of the product.
 */
import * as tf from '@tensorflow/tfjs-core';
import { adamwStep, clipByGlobalNorm } from '../../src/engine/lm/adamw';
import { leftPaddedMask, positions } from '../../src/engine/lm/plain/masks';
import { takeRows } from '../../src/engine/lm/rows';
import { oneHot } from '../../src/engine/lm/oneHot';
import { readAll } from '../../src/engine/lm/read';
import * as plainOps from '../../src/engine/lm/plain/ops';
import { makeCall, type Call } from '../../src/engine/lm/webgpu/call';
import type { Kernel, Site } from '../../src/engine/lm/webgpu/kernel';
import { attention, attentionBackward } from '../../src/engine/lm/webgpu/kernels/attention';
import { COLUMN_KINDS, columnSums } from '../../src/engine/lm/webgpu/kernels/columnSums';
import { crossEntropySum } from '../../src/engine/lm/webgpu/kernels/crossEntropy';
import { heads, headsBackward, packScores } from '../../src/engine/lm/webgpu/kernels/heads';
import { embedNorm, layerNorm, layerNormBackward } from '../../src/engine/lm/webgpu/kernels/layerNorm';
import {
  linearGelu,
  linearResidual,
  queriesKeysValues,
  unembedBackward,
} from '../../src/engine/lm/webgpu/kernels/linear';
import { adamw, gatherGradient, norm, SQUARES } from '../../src/engine/lm/webgpu/kernels/optimizer';
import { linearBackward, linearGeluBackward, unembed } from '../../src/engine/lm/webgpu/kernels/transposed';
import { tilesOf, weightGradient } from '../../src/engine/lm/webgpu/kernels/weightGradient';
import { columnTable, matrixTable } from '../../src/engine/lm/webgpu/gradientTables';
import { Rng } from '../../src/rng';
import { deviation, pack, runKernel, type Contents } from './fusedRun';

export interface Sizes {
  readonly batch: number;
  readonly time: number;
  readonly width: number;
  readonly heads: number;
  readonly vocabulary: number;
}

const { gelu, linear, product, tokenEntropy, tokenLogprobs } = plainOps;

/** Random inputs of one size, and a way to run a kernel on them. */
class Bench {
  readonly rng = new Rng(11);
  readonly rows: number;
  /** Widths in vec4. */
  readonly width: number;
  readonly words: number;
  readonly padding: Int32Array;
  readonly inputs: Int32Array;
  readonly targets: Int32Array;

  constructor(
    readonly device: GPUDevice,
    readonly sizes: Sizes,
  ) {
    const { batch, time, width, vocabulary } = sizes;
    this.rows = batch * time;
    this.width = width / 4;
    this.words = Math.ceil(vocabulary / 4);
    this.padding = Int32Array.from({ length: batch }, (_, b) => b % 3);
    this.inputs = Int32Array.from({ length: this.rows }, () => this.rng.int(vocabulary));
    this.targets = Int32Array.from({ length: this.rows }, () => this.rng.int(vocabulary));
  }

  get tokens(): Uint32Array {
    return Uint32Array.from([...this.padding, ...this.inputs, ...this.targets]);
  }

  floats(rows: number, columns = 1): Float32Array {
    return Float32Array.from({ length: rows * columns }, () => this.rng.normal(0, 1));
  }

  call(rest: Partial<Call> = {}): Call {
    const { batch, time, heads, vocabulary } = this.sizes;
    const splitBatch = Math.ceil(batch / 2);
    const shape = { width: this.width, heads, vocabulary, splitBatch, splits: Math.ceil(batch / splitBatch) };
    return makeCall(batch, time, { ...shape, needsLogprobs: 1, needsEntropy: 1, needsValues: 1, ...rest });
  }

  run(kernel: Kernel, site: Site, contents: Contents, rest: Partial<Call> = {}): Promise<Record<string, Float32Array>> {
    return runKernel(this.device, kernel, site, this.call(rest), contents);
  }

  /** Scores with padded rows, as `unembed` leaves them. */
  scores(): { readonly raw: Float32Array; readonly padded: Float32Array } {
    const { vocabulary } = this.sizes;
    const raw = this.floats(this.rows, vocabulary).map((x) => 3 * x);
    return { raw, padded: widen(raw, vocabulary, 4 * this.words, -1e30) };
  }

  /** Whether a place is none of the padding, for each place. */
  isReal(row: number): boolean {
    return row % this.sizes.time >= this.padding[Math.floor(row / this.sizes.time)];
  }
}

function widen(values: Float32Array, from: number, to: number, fill: number): Float32Array {
  const wide = new Float32Array((values.length / from) * to).fill(fill);
  for (let row = 0; row < values.length / from; row++)
    wide.set(values.subarray(row * from, (row + 1) * from), row * to);
  return wide;
}

async function numbers(make: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(make);
  const values = new Float32Array(await tensor.data<'float32'>());
  tensor.dispose();
  return values;
}

const matrix = (values: Float32Array, columns: number) => tf.tensor2d(values, [values.length / columns, columns]);
const sumOf = (splits: Float32Array, total: number) =>
  Float32Array.from({ length: total }, (_, i) => {
    let sum = 0;
    for (let at = i; at < splits.length; at += total) sum += splits[at];
    return sum;
  });

const part = (values: Float32Array, at: number, length: number) => values.slice(4 * at, 4 * at + length);

/** What a kernel gave, and what it should have given. */
type Comparison = [got: ArrayLike<number>, expected: ArrayLike<number>];

const CASES: Readonly<Record<string, (b: Bench) => Promise<Comparison[]>>> = {
  embedNorm: async (b) => {
    const { width, time, vocabulary } = b.sizes;
    const [words, places, gain, bias] = [vocabulary, time, 1, 1].map((rows) => b.floats(rows, width));
    const params = pack({ words, places, gain, bias });
    const acts = pack({ x: b.floats(b.rows, width), y: b.floats(b.rows, width), statistics: b.floats(b.rows, 4) });
    const site = { ...acts.at, weight: params.at.gain, bias: params.at.bias };
    // The rows of the batch lie there the other way round, behind a number that is not theirs.
    const { batch } = b.sizes;
    const rows = Array.from({ length: batch }, (_, row) => batch - 1 - row);
    const batches = Uint32Array.of(1e6, ...takeRows(b.inputs, rows, time), ...takeRows(b.targets, rows, time));
    const tokens = Uint32Array.of(...b.padding, ...new Uint32Array(2 * b.rows), ...rows);
    const contents = { params: params.data, batches, acts: acts.data, tokens };
    const ran = await b.run(embedNorm, site, contents, { fetches: 1, inputs: 1, targets: 1 + b.rows });
    const got = ran.acts;
    const fetched = new Uint32Array(ran.tokens.buffer).subarray(0, b.tokens.length);
    const at = positions(b.sizes.batch, time, b.padding);
    const x = await numbers(() =>
      tf.add(
        product(oneHot(b.inputs, vocabulary), matrix(words, width)),
        product(oneHot(at, time), matrix(places, width)),
      ),
    );
    const y = await numbers(() => plainOps.layerNorm(matrix(x, width), tf.tensor1d(gain), tf.tensor1d(bias)));
    return [
      [fetched, b.tokens],
      [part(got, acts.at.x, x.length), x],
      [part(got, acts.at.y, y.length), y],
    ];
  },

  'layerNorm and layerNormBackward': async (b) => {
    const { width } = b.sizes;
    const [gain, bias] = [b.floats(width), b.floats(width)];
    const params = pack({ gain, bias });
    const x = b.floats(b.rows, width);
    const acts = pack({ x, y: x, statistics: b.floats(b.rows, 4) });
    const site = { ...acts.at, weight: params.at.gain, bias: params.at.bias };
    const got = (await b.run(layerNorm, site, { params: params.data, acts: acts.data })).acts;
    const [dy, residual] = [b.floats(b.rows, width), b.floats(b.rows, width)];
    const deltas = pack({ upstream: dy, residual, y: dy });
    const back = { ...deltas.at, x: acts.at.x, statistics: acts.at.statistics, weight: 0, outer: 1 };
    const dx = (await b.run(layerNormBackward, back, { params: params.data, acts: got, deltas: deltas.data })).deltas;
    const plain = (x: tf.Tensor2D) => plainOps.layerNorm(x, tf.tensor1d(gain), tf.tensor1d(bias));
    const gradient = () => tf.grad((x: tf.Tensor) => plain(x as tf.Tensor2D))(matrix(x, width), matrix(dy, width));
    return [
      [part(got, acts.at.y, x.length), await numbers(() => plain(matrix(x, width)))],
      [part(dx, deltas.at.y, x.length), await numbers(() => tf.add(gradient(), matrix(residual, width)))],
    ];
  },

  'queriesKeysValues, kept further apart': async (b) => {
    const { batch, time, width } = b.sizes;
    const [x, weight, bias] = [b.floats(b.rows, width), b.floats(width, 3 * width), b.floats(3 * width)];
    const params = pack({ weight, bias });
    const [stride, start] = [time + 3, 2];
    const acts = pack({ x, y: new Float32Array(batch * stride * 3 * width) });
    const site = { ...acts.at, ...params.at, inner: b.width, outer: 3 * b.width };
    const kernels = { params: params.data, acts: acts.data };
    const got = (await b.run(queriesKeysValues, site, kernels, { stride, start })).acts;
    const plain = () => linear(matrix(x, width), matrix(weight, 3 * width), tf.tensor1d(bias));
    const expected = await numbers(
      () =>
      tf.pad(tf.reshape(plain(), [batch, time, 3 * width]), [[0, 0], [start, 1], [0, 0]]), // prettier-ignore
    );
    return [[part(got, acts.at.y, expected.length), expected]];
  },

  linearResidual: async (b) => {
    const { width } = b.sizes;
    const [x, weight, bias] = [b.floats(b.rows, 4 * width), b.floats(4 * width, width), b.floats(width)];
    const residual = b.floats(b.rows, width);
    const params = pack({ bias, weight });
    const acts = pack({ x, residual, y: residual });
    const site = { ...acts.at, ...params.at, inner: 4 * b.width, outer: b.width };
    const got = (await b.run(linearResidual, site, { params: params.data, acts: acts.data })).acts;
    const plain = () => linear(matrix(x, 4 * width), matrix(weight, width), tf.tensor1d(bias));
    return [[part(got, acts.at.y, residual.length), await numbers(() => tf.add(plain(), matrix(residual, width)))]];
  },

  linearGelu: async (b) => {
    const { width } = b.sizes;
    const [x, weight, bias] = [b.floats(b.rows, width), b.floats(width, 4 * width), b.floats(4 * width)];
    const params = pack({ weight, bias });
    const wide = b.floats(b.rows, 4 * width);
    const acts = pack({ x, saved: wide, y: wide });
    const site = { ...acts.at, ...params.at, inner: b.width, outer: 4 * b.width };
    const got = (await b.run(linearGelu, site, { params: params.data, acts: acts.data })).acts;
    const plain = () => linear(matrix(x, width), matrix(weight, 4 * width), tf.tensor1d(bias));
    return [
      [part(got, acts.at.saved, wide.length), await numbers(plain)],
      [part(got, acts.at.y, wide.length), await numbers(() => gelu(plain()))],
    ];
  },

  'linearBackward and linearGeluBackward': async (b) => {
    const { width } = b.sizes;
    const [dy, weight] = [b.floats(b.rows, width), b.floats(4 * width, width)];
    const saved = b.floats(b.rows, 4 * width).map((x) => 4 * x);
    const deltas = pack({ x: dy, y: saved });
    const site = { ...deltas.at, weight: 0, inner: b.width, outer: 4 * b.width };
    const contents = { params: weight, deltas: deltas.data };
    const simple = (await b.run(linearBackward, site, contents)).deltas;
    const slope = (await b.run(linearGeluBackward, site, { ...contents, acts: saved })).deltas;
    const plain = () => tf.matMul(matrix(dy, width), matrix(weight, width), false, true);
    const ofGelu = (): tf.Tensor =>
      tf.grad((x: tf.Tensor) => gelu(x as tf.Tensor2D))(matrix(saved, 4 * width), plain());
    return [
      [part(simple, deltas.at.y, saved.length), await numbers(plain)],
      [part(slope, deltas.at.y, saved.length), await numbers(ofGelu)],
    ];
  },

  'unembed of every row’s last place, and packScores': async (b) => {
    const { batch, time, width, vocabulary } = b.sizes;
    const [x, weight] = [b.floats(b.rows, width), b.floats(4 * b.words, width)];
    const site = { x: 0, weight: 0, inner: b.width, outer: b.words };
    const logits = new Float32Array(batch * 4 * b.words);
    const last = { scoredRows: batch, scoredStride: time, scoredStart: time - 1 };
    const got = (await b.run(unembed, site, { params: weight, acts: x, logits }, last)).logits;
    const packed = { logits: got, scores: new Float32Array(batch * vocabulary) };
    const scores = (await b.run(packScores, { outer: b.words }, packed, { rows: batch, inverseTemperature: 2 })).scores;
    const expected = await numbers(() => {
      const ends = tf.slice(tf.reshape(matrix(x, width), [batch, time, width]), [0, time - 1, 0], [batch, 1, width]);
      const words = tf.slice(matrix(weight, width), [0, 0], [vocabulary, width]);
      return tf.mul(tf.matMul(tf.reshape(ends, [batch, width]), words, false, true), 2);
    });
    return [[scores, expected]];
  },

  unembedBackward: async (b) => {
    const { width, vocabulary } = b.sizes;
    const [raw, weight, score] = [b.floats(b.rows, vocabulary), b.floats(vocabulary, width), b.floats(width)];
    const params = pack({ weight, bias: score, beyond: b.floats(4, width) });
    const dHeads = b.floats(3, b.rows);
    const site = { ...params.at, y: 0, inner: b.words, outer: b.width };
    const deltas = b.floats(b.rows, width);
    const logits = widen(raw, vocabulary, 4 * b.words, 0);
    const contents = { params: params.data, logits, dHeads, deltas };
    const got = (await b.run(unembedBackward, site, contents, { upstream: 0.5 })).deltas;
    const expected = () => {
      const dValues = tf.mul(tf.tensor2d(dHeads.slice(2 * b.rows), [b.rows, 1]), 0.5);
      return tf.add(
        tf.matMul(matrix(raw, vocabulary), matrix(weight, width)),
        tf.matMul(dValues, matrix(score, width)),
      );
    };
    return [[got, await numbers(expected)]];
  },

  'attention and attentionBackward, padded on the left': async (b) => {
    const { batch, time, width, heads } = b.sizes;
    const [q, k, v] = [0, 1, 2].map(() => b.floats(b.rows, width));
    const qkv = await numbers(() =>
      tf.concat(
        [q, k, v].map((x) => matrix(x, width)),
        1,
      ),
    );
    const acts = pack({ x: qkv, y: q });
    const contents = { tokens: b.tokens, acts: acts.data, logSums: new Float32Array(b.rows * heads) };
    const forward = await b.run(attention(b.width / heads), { ...acts.at, saved: 0 }, contents);
    // The padding looks nowhere here and everywhere there: it takes no part in the comparison.
    const real = Float32Array.from({ length: b.rows * width }, (_, i) => (b.isReal(Math.floor(i / width)) ? 1 : 0));
    const masked = (values: Float32Array) => values.map((value, i) => value * real[i]);
    const dy = masked(b.floats(b.rows, width));
    const deltas = pack({ upstream: dy, y: qkv });
    const site = { ...deltas.at, x: acts.at.x, result: acts.at.y, saved: 0 };
    const saved = { ...contents, acts: forward.acts, logSums: forward.logSums, deltas: deltas.data };
    const got = (await b.run(attentionBackward(b.width / heads), site, saved)).deltas;
    const plain = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => {
      const mask = tf.tensor3d(leftPaddedMask(b.padding, time, heads), [batch * heads, time, time]);
      return plainOps.attention([q as tf.Tensor2D, k as tf.Tensor2D, v as tf.Tensor2D], mask, batch, heads);
    };
    const inputs = () => [q, k, v].map((x) => matrix(x, width)) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    return [
      [masked(part(forward.acts, acts.at.y, q.length)), masked(await numbers(() => plain(...inputs())))],
      [
        part(got, deltas.at.y, qkv.length),
        await numbers(() => tf.concat(tf.grads(plain)(inputs(), matrix(dy, width)), 1)),
      ],
    ];
  },

  'heads, headsBackward and crossEntropySum': async (b) => {
    const { width, vocabulary } = b.sizes;
    const { raw, padded } = b.scores();
    const [hidden, weight, bias, dHeads] = [b.floats(b.rows, width), b.floats(width), b.floats(1), b.floats(3, b.rows)];
    const params = pack({ weight, bias });
    const site = { outer: b.words, inner: 1, x: 0, weight: 0 };
    const warm = { inverseTemperature: 1 / 0.7, upstream: -0.5 };
    const tokens = { tokens: b.tokens, logits: padded };
    const given = { ...tokens, params: params.data, acts: hidden, heads: new Float32Array(6 * b.rows) };
    const said = (await b.run(heads, site, given, warm)).heads;
    const slopes = (await b.run(headsBackward, site, { ...tokens, heads: said, dHeads }, warm)).logits;
    const weights = dHeads.map(Math.abs);
    const summed = { heads: said, dHeads: weights, state: new Float32Array(8) };
    const { state } = await b.run(crossEntropySum, {}, summed);
    const row = (i: number) => tf.tensor1d(dHeads.slice(i * b.rows, (i + 1) * b.rows));
    const scaled = (x: tf.Tensor) => tf.div<tf.Tensor2D>(x, 0.7);
    const logprobs = (x: tf.Tensor) => tokenLogprobs(scaled(x), oneHot(b.targets, vocabulary));
    const loss = (x: tf.Tensor) =>
      tf.mul(-0.5, tf.sum(tf.add(tf.mul(row(0), logprobs(x)), tf.mul(row(1), tokenEntropy(scaled(x))))));
    const expected = await numbers(() => logprobs(matrix(raw, vocabulary)));
    const values = () => tf.add(tf.matMul(matrix(hidden, width), tf.tensor2d(weight, [width, 1])), tf.tensor1d(bias));
    return [
      [said.slice(0, b.rows), expected],
      [said.slice(b.rows, 2 * b.rows), await numbers(() => tokenEntropy(scaled(matrix(raw, vocabulary))))],
      [said.slice(2 * b.rows, 3 * b.rows), await numbers(values)],
      [slopes, widen(await numbers(() => tf.grad(loss)(matrix(raw, vocabulary))), vocabulary, 4 * b.words, 0)],
      [[state[0]], [-expected.reduce((sum, value, i) => sum + value * weights[i], 0)]],
    ];
  },

  weightGradient: async (b) => {
    const { width, vocabulary } = b.sizes;
    const [x, dy, hidden, embedded] = [3, 1, 1, 1].map((times) => b.floats(b.rows, times * width));
    const raw = b.floats(b.rows, vocabulary);
    const acts = pack({ x, hidden });
    const deltas = pack({ dy, embedded });
    const first = { x: acts.at.x, dy: deltas.at.dy, inner: 3 * b.width, outer: b.width, weight: 0, firstTile: 0 };
    const tiles = tilesOf(3 * b.width, b.width);
    const size = 3 * width * b.width;
    const tied = { x: 0, dy: acts.at.hidden, inner: b.words, outer: b.width, weight: size, firstTile: tiles };
    const total = size + vocabulary * b.width;
    const site = { inner: 2, outer: tiles + tilesOf(b.words, b.width), residual: deltas.at.embedded };
    const logits = widen(raw, vocabulary, 4 * b.words, 0);
    const tables = { matrices: matrixTable([first, tied]), partials: new Float32Array(2 * 4 * total) };
    const contents = { acts: acts.data, deltas: deltas.data, logits, tokens: b.tokens, ...tables };
    const got = sumOf((await b.run(weightGradient, site, contents, { total })).partials, 4 * total);
    const transposed = (a: tf.Tensor2D, c: Float32Array) => tf.matMul(a, matrix(c, width), true);
    const expected = () => {
      const unembedding = transposed(matrix(raw, vocabulary), hidden);
      return tf.add(unembedding, transposed(oneHot(b.inputs, vocabulary), embedded));
    };
    return [
      [part(got, 0, 4 * size), await numbers(() => transposed(matrix(x, 3 * width), dy))],
      [part(got, size, vocabulary * width), await numbers(expected)],
    ];
  },

  columnSums: async (b) => {
    const { batch, time, width } = b.sizes;
    const context = time + 2;
    const [dy, x] = [b.floats(b.rows, width), b.floats(b.rows, width)];
    const statistics = b.floats(b.rows, 4);
    const dHeads = b.floats(3, b.rows);
    const acts = pack({ x, statistics });
    const common = { dy: 0, x: acts.at.x, statistics: acts.at.statistics };
    const { bias, norm, positions: places, scalarHead } = COLUMN_KINDS;
    const [one, two] = [b.width, 2 * b.width];
    const table = [
      { ...common, kind: bias, width: one, weight: 0, firstThread: 0 },
      { ...common, kind: norm, width: one, weight: one, firstThread: one },
      { ...common, kind: places, width: one * context, weight: 3 * one, firstThread: two },
      { ...common, kind: scalarHead, width: one + 1, weight: (3 + context) * one, firstThread: (2 + context) * one },
    ];
    const total = (4 + context) * one + 1;
    const site = { inner: table.length, outer: (3 + context) * one + 1 };
    const tables = { columns: columnTable(table), partials: new Float32Array(2 * 4 * total) };
    const contents = { acts: acts.data, deltas: dy, dHeads, tokens: b.tokens, ...tables };
    const got = sumOf((await b.run(columnSums, site, contents, { total, upstream: 2 })).partials, 4 * total);
    const expected = new Float32Array(4 * total);
    const place = positions(batch, time, b.padding);
    for (let n = 0; n < b.rows; n++) {
      const dValue = 2 * dHeads[2 * b.rows + n];
      for (let d = 0; d < width; d++) {
        const slope = dy[n * width + d];
        expected[d] += slope;
        expected[width + d] += slope * (x[n * width + d] - statistics[4 * n]) * statistics[4 * n + 1];
        expected[2 * width + d] += slope;
        expected[(3 + place[n]) * width + d] += slope;
        expected[(3 + context) * width + d] += dValue * x[n * width + d];
      }
      expected[(4 + context) * width] += dValue;
    }
    return [[got, expected]];
  },

  'gatherGradient, norm and adamw': async (b) => {
    const size = b.sizes.width * b.sizes.vocabulary;
    const total = size / 4;
    const [partials, grads, params, m] = [b.floats(2, size), b.floats(size), b.floats(size), b.floats(size)];
    const v = b.floats(size).map((x) => x * x);
    const state = Float32Array.of(1.5, 0, 0, 1 - 0.9 ** 4, 1 - 0.95 ** 4, 0, 0, 0);
    const optimizer = Float32Array.of(0.01, 0.9, 1 - 0.9, 0.95, 1 - 0.95, 1e-3, 1 - 0.01 * 0.1, 2, 1);
    const squares = new Float32Array(SQUARES);
    const counts = { total, splits: 2, accumulate: 1 };
    const gathered = await b.run(gatherGradient, {}, { partials, grads, squares, state }, counts);
    const normed = await b.run(norm, {}, { squares: gathered.squares, optimizer, state: gathered.state });
    const before = { params, firstMoments: m, secondMoments: v };
    const got = await b.run(adamw, {}, { grads: gathered.grads, optimizer, ...normed, ...before }, counts);
    const sum = grads.map((value, i) => value + partials[i] + partials[size + i]);
    const plain = tf.tidy(() => {
      const { gradient, norm } = clipByGlobalNorm(tf.tensor1d(sum), 2);
      const hyper = { learningRate: 0.01, beta1: 0.9, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1 } as const;
      const moments = { m: tf.tensor1d(m), v: tf.tensor1d(v), steps: tf.scalar(4) };
      const next = adamwStep(tf.tensor1d(params), gradient, moments, { ...hyper, form: 'tensorflow1' });
      return { norm, parameters: next.parameters, m: next.m, v: next.v };
    });
    const expected = await readAll(plain);
    return [
      [gathered.grads, sum],
      [[normed.state[1]], expected.norm],
      [got.params, expected.parameters],
      [got.firstMoments, expected.m],
      [got.secondMoments, expected.v],
    ];
  },
};

/** The largest deviation of every kernel from its plain composition. TensorFlow.js must run on the CPU. */
export async function kernelDeviations(device: GPUDevice, sizes: Sizes): Promise<Record<string, number>> {
  const results: Record<string, number> = {};
  for (const [name, compare] of Object.entries(CASES)) {
    const comparisons = await compare(new Bench(device, sizes));
    results[name] = Math.max(...comparisons.map(([got, expected]) => deviation(got, expected)));
  }
  return results;
}
