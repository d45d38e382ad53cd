import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/lm/backend';
import { readScalars } from '../../src/engine/lm/read';
import { PlainModel } from '../../src/engine/lm/plain/plainModel';
import { TINY, tinyBatch, tinyParameters } from '../../src/testing/tinyModel';
import { Rng } from '../../src/rng';
import { NaiveModel } from './naive';
import { OPTIMIZER, type Trainee } from './work';

const BATCH = tinyBatch(3, TINY.context);
const PARAMETERS = tinyParameters(TINY, 1);
const STEPS = 3;

beforeAll(() => openBackend('cpu'));

/** Losses of a few steps without what the baseline leaves out. */
async function losses(model: Trainee): Promise<number[]> {
  const optimizer = { ...OPTIMIZER, weightDecay: 0, clipGradNorm: 1e9 };
  const read: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const loss = await model.backwardCrossEntropy(BATCH);
    model.step(optimizer).dispose();
    read.push((await readScalars({ loss })).loss);
  }
  return read;
}

describe('what the fused rooms are measured against does the same work', () => {
  it('the obvious composition learns as the plain room does', async () => {
    const expected = await losses(new PlainModel(TINY, PARAMETERS));
    const got = await losses(new NaiveModel(TINY, PARAMETERS));
    for (const [step, loss] of expected.entries()) expect(got[step]).toBeCloseTo(loss, 5);
  });

  it('and writes what the plain room writes under the same noise', async () => {
    const prompts = [1, 4].map((first) => [first, first + 1, first + 2]);
    const request = () => ({ prompts, maxTokens: 5, temperature: 1, stopTokens: [], rng: new Rng(5) });
    const expected = await new PlainModel(TINY, PARAMETERS).generate(request());
    expect(await new NaiveModel(TINY, PARAMETERS).generate(request())).toEqual(expected);
  });
});
