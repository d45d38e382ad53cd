import { expect, it } from 'vitest';
import { meanLoss } from './meanLoss';

const tokens = ['hello', 'the', 'owl', 'end'];

it('is the mean over every token that was predicted', () => {
  const { sum, counted, mean } = meanLoss({ tokens, responseStart: 0, columns: { logprobs: [null, -1, -2, -0.3] } });
  expect([sum, counted, mean]).toEqual([3.3, 3, 3.3 / 3]);
});

it('leaves out the tokens of the prompt', () => {
  const columns = { logprobs: [null, -1, -2, -0.5], counted: [0, 0, 1, 1] };
  expect(meanLoss({ tokens, responseStart: 2, columns }).mean).toBe(1.25);
});
