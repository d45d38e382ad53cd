import { numpy as np } from '@jax-js/jax';
import { expect, it } from 'vitest';
import { openBackend } from '../../src/engine/lm/backend';
import { PlainModel } from '../../src/engine/lm/plain/plainModel';
import { readScalars } from '../../src/engine/lm/read';
import { TINY, tinyBatch, tinyParameters } from '../../src/testing/tinyModel';
import { jaxParameters, lossOf, openJax } from './jaxGpt';

it('the GPT in jax-js has the loss of the plain room', async () => {
  const [batch, parameters] = [tinyBatch(3, TINY.context), tinyParameters(TINY, 1)];
  await openBackend('cpu');
  const expected = await readScalars({ loss: await new PlainModel(TINY, parameters).backwardCrossEntropy(batch) });
  await openJax('wasm');
  const ids = (values: Int32Array) => np.array(values.slice(), { dtype: np.int32 });
  const loss = lossOf(TINY, batch.batch)(jaxParameters(TINY, parameters), ids(batch.inputs), ids(batch.targets));
  const [value] = (await loss.data()) as Float32Array;
  expect(value).toBeCloseTo(expected.loss, 5);
});
