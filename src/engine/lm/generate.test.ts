import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '../../rng';
import { openBackend } from './backend';
import type { Generated, GenerateRequest, Model, TokenBatch } from './model';
import { readAll } from './read';
import { NODE_ROOMS, TINY, tinyModel } from '../../testing/tinyModel';
import { gumbelNoise } from './plain/sampler';

const PROMPTS = [[1, 2, 3], [4], [5, 6, 0, 1]];
const MAX_TOKENS = 4;

function request(changes: Partial<GenerateRequest> = {}, seed = 1): GenerateRequest {
  return {
    prompts: PROMPTS,
    maxTokens: MAX_TOKENS,
    temperature: 1,
    stopTokens: [],
    rng: new Rng(seed),
    ...changes,
  };
}

/** Logits of the next token after a row, by one forward pass without cache or padding. */
async function nextLogits(model: Model, row: readonly number[]): Promise<Float32Array> {
  const inputs = Int32Array.from(row);
  const batch: TokenBatch = { inputs, targets: inputs, batch: 1, time: row.length };
  const { logits } = await readAll(await model.forward(batch, ['logits']));
  return logits.slice(-TINY.vocabulary);
}

const argMax = (values: readonly number[]) => values.indexOf(Math.max(...values));

/** What generation must draw: arg max of logits/T + the same noise, each step read anew from the whole row. */
async function drawnByFullForward(model: Model, { temperature, rng }: GenerateRequest): Promise<number[][]> {
  const rows = PROMPTS.map((prompt) => [...prompt]);
  for (let t = 0; t < MAX_TOKENS; t++) {
    const noise = gumbelNoise(rng, rows.length, TINY.vocabulary);
    for (const [r, row] of rows.entries()) {
      const logits = await nextLogits(model, row);
      row.push(argMax([...logits].map((logit, v) => logit / temperature + noise[r * TINY.vocabulary + v])));
    }
  }
  return rows.map((row, r) => row.slice(PROMPTS[r].length));
}

const tokensOf = (generated: readonly Generated[]) => generated.map(({ tokens }) => tokens);

describe.each(Object.entries(NODE_ROOMS))('generation on %s', (_, [backend, plain]) => {
  beforeAll(async () => {
    await openBackend(backend, { plain });
  });

  test.each([1, 0.6])('with the cache draws what full forward passes draw, at temperature %f', async (temperature) => {
    const model = tinyModel();
    for (let seed = 0; seed < 4; seed++) {
      const generated = await model.generate(request({ temperature }, seed));
      expect(tokensOf(generated)).toEqual(await drawnByFullForward(model, request({ temperature }, seed)));
    }
    model.dispose();
  });

  test('at temperature 0 follows the likeliest token of full forward passes', async () => {
    const model = tinyModel();
    const generated = await model.generate(request({ temperature: 0 }));
    for (const [r, { tokens }] of generated.entries()) {
      const row = [...PROMPTS[r]];
      for (const token of tokens) {
        expect(token).toBe(argMax([...(await nextLogits(model, row))]));
        row.push(token);
      }
    }
    model.dispose();
  });

  test('a row does not depend on its neighbors, nor on how far it is padded', async () => {
    const model = tinyModel();
    const together = tokensOf(await model.generate(request({ temperature: 0 })));
    for (const [r, prompt] of PROMPTS.entries()) {
      const alone = tokensOf(await model.generate(request({ temperature: 0, prompts: [prompt] })));
      const narrow = tokensOf(await model.generate(request({ temperature: 0, prompts: [prompt], maxTokens: 3 })));
      expect(alone).toEqual([together[r]]);
      expect(narrow).toEqual([together[r].slice(0, 3)]);
    }
    model.dispose();
  });

  test('a row ends with its first stop token, which it keeps; the others run on', async () => {
    const model = tinyModel();
    const free = await model.generate(request());
    const stop = free[0].tokens[1];
    const stopped = await model.generate(request({ stopTokens: [stop] }));
    for (const [r, { tokens, ended }] of stopped.entries()) {
      const end = free[r].tokens.indexOf(stop);
      expect(ended).toBe(end >= 0);
      expect(tokens).toEqual(end < 0 ? free[r].tokens : free[r].tokens.slice(0, end + 1));
    }
    expect(stopped[0].ended).toBe(true);
    expect(free.every(({ ended, tokens }) => !ended && tokens.length === MAX_TOKENS)).toBe(true);
    model.dispose();
  });

  test('the same seed draws the same tokens, another seed others', async () => {
    const model = tinyModel();
    const first = await model.generate(request());
    expect(await model.generate(request())).toEqual(first);
    expect(await model.generate(request({}, 2))).not.toEqual(first);
    model.dispose();
  });

  test('top-k 1 is the likeliest token at any temperature', async () => {
    const model = tinyModel();
    const likeliest = await model.generate(request({ temperature: 0 }));
    expect(await model.generate(request({ temperature: 2, topK: 1 }))).toEqual(likeliest);
    model.dispose();
  });

  test('a prompt that leaves too little room is refused with a sentence', async () => {
    const model = tinyModel();
    await expect(model.generate(request({ prompts: [[1, 2, 3, 4, 5]] }))).rejects.toThrow(
      'A prompt may have at most 4 tokens to leave room for 4 more, got 5.',
    );
    model.dispose();
  });

  test('gives back every tensor it took', async () => {
    const model = tinyModel();
    await model.generate(request());
    const before = tf.memory().numTensors;
    for (let seed = 0; seed < 3; seed++) await model.generate(request({ topK: 3 }, seed));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

test('one seed draws the same tokens in every room', async () => {
  const drawn: number[][][][] = [];
  for (const [backend, plain] of Object.values(NODE_ROOMS)) {
    await openBackend(backend, { plain });
    const model = tinyModel();
    const here: number[][][] = [];
    for (let seed = 0; seed < 10; seed++) here.push(tokensOf(await model.generate(request({}, seed))));
    drawn.push(here);
    model.dispose();
  }
  for (const here of drawn.slice(1)) expect(here).toEqual(drawn[0]);
});
