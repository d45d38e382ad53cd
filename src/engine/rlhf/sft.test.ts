import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../lm/backend';
import { Rng } from '../../rng';
import { demonstrations } from '../../world/demonstrations';
import { demonstrationEstimate } from './sft';
import { NARROW, smallNetwork } from '../../testing/smallNetworks';

beforeAll(async () => {
  await openBackend('wasm');
});

test('the loss on unseen demonstrations is over all of them, also those that do not fill a last batch', async () => {
  const written = demonstrations(5, new Rng(1));
  const model = smallNetwork(NARROW);
  const [whole, inTwos] = [
    await demonstrationEstimate(model, written, 5),
    await demonstrationEstimate(model, written, 2),
  ];
  expect(whole.prompts).toBe(new Set(written.map(({ prompt }) => prompt.text)).size);
  expect(inTwos.prompts).toBe(whole.prompts);
  expect(inTwos.mean).toBeCloseTo(whole.mean, 5);
  model.dispose();
});
