/** One training run on several workers: the same bits on any number of them, and when one of them ends in the middle. */
import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { enterRoom } from '../lm/createModel';
import { gptConfig } from '../lm/config';
import { Crew } from '../lm/crew/crew';
import { buffersOf } from '../lm/crew/messages';
import type { Port, StartHelper } from '../lm/crew/port';
import { initialParameters, parameterLayout } from '../lm/layout';
import type { Model } from '../lm/model';
import { OPTIMIZER } from '../lm/selfTest';
import { startKernels, type Kernels } from '../lm/wasm/kernels';
import { wasmRoom } from '../lm/wasm/wasmModel';
import type { Size } from '../../experiment/names';
import { mapValues } from '../../mapValues';
import { Rng } from '../../rng';
import { CONTEXT, VOCABULARY } from '../../world/vocabulary';
import { nodeHelpers } from '../../testing/nodeCrew';
import { shortPipeline, type StageParameters } from '../../testing/shortPipeline';

let start: StartHelper;
let kernels: Kernels;
let crew: Crew;

beforeAll(async () => {
  await openBackend('wasm');
  kernels = await startKernels();
  start = await nodeHelpers();
});

afterEach(() => crew.resize(1));

const hash = (values: Float32Array) =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')
    .slice(0, 16);

async function hashes(helpers: number, how: StartHelper, lost: string[] = [], size: Size = 'XS') {
  crew = new Crew(how, (reason) => lost.push(reason));
  await crew.resize(helpers + 1);
  enterRoom(wasmRoom(kernels, crew));
  const weights: StageParameters = await shortPipeline(size);
  return mapValues(weights, hash);
}

/** The port to a helper that ends at its n-th message: right after it was asked, or before its answer is heard. */
function ending(port: Port, at: number, when: 'asked' | 'answering'): Port {
  let [posted, heard] = [0, 0];
  return {
    ...port,
    post: (message, transfer) => {
      port.post(message, transfer);
      if (when === 'asked' && ++posted === at) port.close();
    },
    listen: (listener) =>
      port.listen((message) => {
        if (when === 'answering' && ++heard === at) port.close();
        else listener(message);
      }),
  };
}

/** Messages and bytes of arrays that pass to and from a helper. */
function counting(port: Port, counts: { sent: number; heard: number; down: number; up: number }): Port {
  return {
    ...port,
    post: (message, transfer) => {
      counts.sent++;
      counts.down += bytesIn(message);
      port.post(message, transfer);
    },
    listen: (listener) =>
      port.listen((message) => {
        counts.heard++;
        counts.up += bytesIn(message);
        listener(message);
      }),
  };
}

const bytesIn = (message: unknown) => buffersOf(message).reduce((sum, { byteLength }) => sum + byteLength, 0);

describe('what passes between two workers', () => {
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT, true);
  const { total } = parameterLayout(config);
  const [rows, time] = [32, CONTEXT];
  const ids = Int32Array.from({ length: rows * time }, (_, i) => i % VOCABULARY.length);
  const batch = { inputs: ids, targets: ids, batch: rows, time };
  /** Of half a batch: tokens, targets and positions, where its rows begin and the last one ends, and their padding. */
  const tokens = 4 * (3 * (ids.length / 2) + (rows / 2 + 1) + rows / 2);
  const column = 4 * (ids.length / 2);

  async function counted(work: (model: Model) => Promise<unknown>) {
    const counts = { sent: 0, heard: 0, down: 0, up: 0 };
    crew = new Crew(() => counting(start(), counts));
    await crew.resize(2);
    const model = wasmRoom(kernels, crew)(config, initialParameters(config, new Rng(1)));
    Object.assign(counts, { sent: 0, heard: 0, down: 0, up: 0 });
    await work(model);
    model.dispose();
    return counts;
  }

  test('of a step on cross entropy: one message each way, the parameters down, one gradient up', async () => {
    const counts = await counted(async (model) => {
      (await model.backwardCrossEntropy(batch)).dispose();
      model.step(OPTIMIZER).dispose();
    });
    const forgotten = 1;
    expect(counts).toEqual({
      ...{ sent: 1 + forgotten, heard: 1 },
      ...{ down: 4 * total + tokens + column, up: 4 * total + column },
    });
  });

  test('of a step on a loss of TensorFlow.js: heads up before, their gradients down after; tokens go twice', async () => {
    const counts = await counted(async (model) => {
      const { loss } = await model.backward(batch, ['values'], ({ values }) => ({ loss: tf.mean<tf.Scalar>(values) }));
      loss.dispose();
    });
    expect(counts).toEqual({
      ...{ sent: 3, heard: 2, down: 4 * total + 2 * tokens + column, up: 4 * total + column },
    });
  });

  test('of what changes no weights: the parameters go down once', async () => {
    const counts = await counted(async (model) => {
      for (let i = 0; i < 3; i++) tf.dispose({ ...(await model.forward(batch, ['values'])) });
    });
    expect(counts.sent).toBe(4);
    expect(counts.down).toBeLessThan(4 * total + 3 * tokens + 1);
    expect(counts.up).toBe(3 * column);
  });
});

test('passes that overlap add up to the same bits as one after another, more of them than are kept too', async () => {
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT, true);
  const rng = new Rng(3);
  const batches = Array.from({ length: 7 }, () => {
    const ids = Int32Array.from({ length: 8 * CONTEXT }, () => rng.int(VOCABULARY.length));
    return { inputs: ids, targets: ids, batch: 8, time: CONTEXT };
  });
  const mean = ({ values }: { values: tf.Tensor2D }) => ({ loss: tf.mean<tf.Scalar>(values) });
  const pass = async (model: Model, i: number) => {
    const crossEntropy = i % 3 === 0;
    const said = crossEntropy ? model.backwardCrossEntropy(batches[i]) : model.backward(batches[i], ['values'], mean);
    tf.dispose(await said);
  };
  crew = new Crew(start);
  await crew.resize(2);
  const room = wasmRoom(kernels, crew);
  const gradientOf = async (gather: (model: Model) => Promise<unknown>) => {
    const model = room(config, initialParameters(config, new Rng(1)));
    await gather(model);
    const gradient = await model.gradient();
    model.dispose();
    return gradient;
  };
  const inTurn = await gradientOf(async (model) => {
    for (let i = 0; i < batches.length; i++) await pass(model, i);
  });
  const atOnce = await gradientOf(async (model) => {
    const passes = batches.map((_, i) => pass(model, i));
    // Its memory lies where the activations would.
    room(config, initialParameters(config, new Rng(2))).dispose();
    await Promise.all(passes);
  });
  expect(hash(atOnce)).toBe(hash(inTurn));
});

test('nothing holds on to what earlier passes came to', async () => {
  setFlagsFromString('--expose_gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT);
  const ids = Int32Array.from({ length: 8 * CONTEXT }, (_, i) => i % VOCABULARY.length);
  crew = new Crew(start);
  await crew.resize(2);
  const model = wasmRoom(kernels, crew)(config, initialParameters(config, new Rng(1)));
  const pass = async () => {
    const loss = await model.backwardCrossEntropy({ inputs: ids, targets: ids, batch: 8, time: CONTEXT });
    loss.dispose();
    return new WeakRef(loss);
  };
  const losses: WeakRef<tf.Scalar>[] = [];
  for (let i = 0; i < 4; i++) losses.push(await pass());
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(losses.slice(0, -1).map((loss) => loss.deref())).toEqual([undefined, undefined, undefined]);
  model.dispose();
});

test('a network that is let go while the crew computes it leaves the next one alone', async () => {
  const config = gptConfig('XS', VOCABULARY.length, CONTEXT);
  const ids = Int32Array.from({ length: 8 * CONTEXT }, (_, i) => i % VOCABULARY.length);
  const batch = { inputs: ids, targets: ids, batch: 8, time: CONTEXT };
  crew = new Crew(start);
  await crew.resize(2);
  const room = wasmRoom(kernels, crew);
  const gone = room(config, initialParameters(config, new Rng(1)));
  const atWork = gone.backwardCrossEntropy(batch);
  gone.dispose();
  const weights = initialParameters(config, new Rng(2));
  const next = room(config, weights);
  (await atWork).dispose();
  expect(await next.parameters()).toEqual(weights);
  await expect(next.gradient()).rejects.toThrow('There is no gradient');
  next.dispose();
});

describe('one run on several workers', () => {
  let alone: Awaited<ReturnType<typeof hashes>>;

  beforeAll(async () => {
    alone = await hashes(0, start);
    await crew.resize(1);
  });

  test.each(['XS', 'S'] as const)(
    'on 2, 3, 4 and 8 ends with the weights of one, stage for stage, at size %s',
    async (size) => {
      const expected = await hashes(0, start, [], size);
      expect(new Set(Object.values(expected)).size).toBe(5);
      for (const workers of [2, 3, 4, 8]) {
        await crew.resize(1);
        const lost: string[] = [];
        expect(await hashes(workers - 1, start, lost, size), `${workers} workers`).toEqual(expected);
        expect(crew.members).toBe(workers);
        expect(lost).toEqual([]);
      }
    },
  );

  const rng = new Rng(17);
  const moments = Array.from({ length: 20 }, () => {
    return {
      victim: rng.int(2),
      at: 2 + rng.int(60),
      when: rng.int(2) === 0 ? ('asked' as const) : ('answering' as const),
    };
  });

  test.each(moments)('goes on when helper $victim ends at message $at, $when', async ({ victim, at, when }) => {
    const lost: string[] = [];
    let started = 0;
    const some: StartHelper = () => (started++ === victim ? ending(start(), at, when) : start());
    expect(await hashes(2, some, lost)).toEqual(alone);
    expect(crew.members).toBe(2);
    expect(lost).toEqual(['It has ended.']);
  });
});
