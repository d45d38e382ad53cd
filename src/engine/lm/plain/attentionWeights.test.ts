import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../backend';
import { parameterLayout } from '../layout';
import { oneHot } from '../oneHot';
import { readAll } from '../read';
import { NODE_ROOMS, TINY, tinyParameters } from '../../../testing/tinyModel';
import { attentionWeights } from './attentionWeights';
import { attendWithin, embed, hiddenStates, splitParameters, Weights, type Attend } from './gpt2';
import { causalMask, positions } from './masks';
import { splitHeads } from './ops';

const ROW = [3, 1, 4, 1, 5, 2];
const PARAMETERS = tinyParameters(TINY, 1);
const { layers, heads, width } = TINY;

/** One head's weights. */
const ofHead = (weights: Float32Array, layer: number, head: number, time = ROW.length) =>
  [...weights].slice((layer * heads + head) * time, (layer * heads + head + 1) * time);

const everyHead = Array.from({ length: layers * heads }, (_, i) => [Math.floor(i / heads), i % heads] as const);

/** What each layer's attention gives at a place, and the values of all places that it was mixed from, head by head. */
async function attendedAt(place: number) {
  const time = ROW.length;
  const kept: Record<string, tf.Tensor> = {};
  tf.tidy(() => {
    const layout = parameterLayout(TINY);
    const weights = new Weights(layout, splitParameters(tf.tensor1d(PARAMETERS), layout));
    const within = attendWithin(tf.tensor3d(causalMask(time), [1, time, time]), 1, heads);
    const attend: Attend = (qkv, layer) => {
      const attended = within(qkv, layer);
      kept[`attended ${layer}`] = tf.keep(tf.slice(attended, [place, 0], [1, width]));
      kept[`values ${layer}`] = tf.keep(splitHeads(qkv[2], 1, time, heads));
      return attended;
    };
    const inputs = oneHot(Int32Array.from(ROW), TINY.vocabulary);
    hiddenStates(weights, embed(weights, inputs, oneHot(positions(1, time), TINY.context)), TINY, attend);
  });
  return readAll(kept);
}

describe.each(Object.entries(NODE_ROOMS))('attention weights on %s', (_, [backend, plain]) => {
  beforeAll(async () => {
    await openBackend(backend, { plain });
  });

  test('of every head sum to 1 over the tokens up to the place, and are 0 after it', async () => {
    for (let place = 0; place < ROW.length; place++) {
      const weights = await attentionWeights(TINY, PARAMETERS, ROW, place);
      expect(weights).toHaveLength(layers * heads * ROW.length);
      for (const [layer, head] of everyHead) {
        const shares = ofHead(weights, layer, head);
        expect(shares.every((share) => share >= 0)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
        expect(shares.slice(place + 1).every((share) => share === 0)).toBe(true);
      }
    }
  });

  test('do not change with what comes after the place', async () => {
    const seen = await attentionWeights(TINY, PARAMETERS, ROW, 3);
    const other = await attentionWeights(TINY, PARAMETERS, [...ROW.slice(0, 4), 6, 0], 3);
    expect([...other]).toEqual([...seen]);
    const changed = await attentionWeights(TINY, PARAMETERS, [6, ...ROW.slice(1)], 3);
    expect([...changed]).not.toEqual([...seen]);
  });

  test('mix the values into what the forward pass attends to', async () => {
    const place = 4;
    const weights = await attentionWeights(TINY, PARAMETERS, ROW, place);
    const read = await attendedAt(place);
    const each = width / heads;
    for (const [layer, head] of everyHead) {
      const shares = ofHead(weights, layer, head);
      const values = read[`values ${layer}`];
      for (let d = 0; d < each; d++) {
        const mixed = shares.reduce((sum, share, t) => sum + share * values[(head * ROW.length + t) * each + d], 0);
        expect(mixed).toBeCloseTo(read[`attended ${layer}`][head * each + d], 5);
      }
    }
  });

  test('leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await attentionWeights(TINY, PARAMETERS, ROW, 2);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('are refused for a place outside the row, and for a row longer than the context', async () => {
    await expect(attentionWeights(TINY, PARAMETERS, ROW, 6)).rejects.toThrow('a place from 0 to 5, got 6');
    await expect(attentionWeights(TINY, PARAMETERS, [...ROW, 1, 2, 3], 0)).rejects.toThrow('at most 8 tokens, got 9');
  });
});
