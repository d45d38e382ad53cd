import { expect, it } from 'vitest';
import { estimate, exponential } from '../../../estimates';
import { finiteEstimates } from './report';

it('tells nothing of a mean over nothing that counts, nor of one too large for a number, and no error that is not known', () => {
  const nothing = estimate([{ prompt: 'a tie', of: 0, over: 0 }]);
  const alone = estimate([{ prompt: 'one', of: 1, over: 2 }]);
  const measured = finiteEstimates({
    heldOutAccuracy: nothing,
    perplexity: exponential({ mean: 1000, error: 1, prompts: 2 }),
    goldReward: alone,
  });
  expect(measured).toEqual({ values: { goldReward: 0.5 }, errors: {} });
});
