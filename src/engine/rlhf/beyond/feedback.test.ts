import { describe, expect, test } from 'vitest';
import { Rng } from '../../../rng';
import { judge } from '../../../world/judge';
import { utility, type Labeler } from '../../../world/labelers';
import { promptsOfKind } from '../../../world/prompts';
import { encode } from '../../../world/tokenizer';
import { EOT } from '../../../world/vocabulary';
import { credits, HUMAN_DELAY } from './credit';
import type { Feedback } from '../../../protocol/feedback';
import { pressAfterLastToken, simulatedFeedback, tokenLabels, type FeedbackReading } from './feedback';
import type { Response } from '../respond';

const prompt = promptsOfKind('one')[0];
const saying = (text: string): Response => ({ tokens: [...encode(text), EOT], text, ended: true });
const animal = 'animal' in prompt ? prompt.animal : '';
const response = saying(`the ${animal} is big .`);

/** The tokens' labels, and which of them count. */
function read(feedback: Feedback, feedbackReading: FeedbackReading) {
  const { labels, weights } = tokenLabels({ prompt, response, feedback }, { ...HUMAN_DELAY, feedbackReading });
  return { labels: [...labels].map((label) => Math.round(label * 1e6) / 1e6), weights: [...weights] };
}

describe('feedback', () => {
  const tokens = response.tokens.length;
  const zeros = new Array<number>(tokens).fill(0);
  const ones = new Array<number>(tokens).fill(1);

  test('read by responses is one rating at the last token', () => {
    const atLast = (label: number) => [...zeros.slice(1), label];
    expect(read(pressAfterLastToken(tokens, -1, 0.5), 'response')).toEqual({ labels: atLast(-1), weights: atLast(1) });
  });

  test('read by responses is the last press, with which a person takes back another', () => {
    const { shown, presses } = pressAfterLastToken(tokens, 1, 0.5);
    const corrected = { shown, presses: [...presses, { rating: -1, time: presses[0].time + 1 } as const] };
    expect(read(corrected, 'response').labels).toEqual([...zeros.slice(1), -1]);
  });

  test('read by tokens is the credit of each, and of the others that nothing was said', () => {
    // 0.5 s after the last of the tokens, a quarter of a second each: 0.3 s are on it and 0.3 s before it.
    const [second, before, last] = [0.05 / 0.6, 0.25 / 0.6, 0.3 / 0.6].map((share) => Math.round(share * 1e6) / 1e6);
    const expected = [...zeros.slice(3), second, before, last];
    expect(read(pressAfterLastToken(tokens, 1, 0.5), 'token')).toEqual({ labels: expected, weights: ones });
  });

  test.each(['response', 'token'] as const)('read by %ss is no label without a press', (reading) => {
    const { shown } = pressAfterLastToken(tokens, 1, 0.5);
    expect(read({ shown, presses: [] }, reading)).toEqual({ labels: zeros, weights: zeros });
  });

  test('is refused when it tells the times of other tokens', () => {
    const sentence = `Feedback needs the time of each of the ${tokens} tokens, got ${tokens - 1}.`;
    expect(() => read(pressAfterLastToken(tokens - 1, 1, 0.5), 'token')).toThrow(sentence);
  });
});

describe('a simulated labeler', () => {
  const labeler: Labeler = { helpful: 1.5, honest: 0.4, harmless: 0.5, polite: 0, length: 0, tau: 0.3 };
  const own = utility(labeler, judge(prompt, response.text, true));

  /** Share of "good" among many ratings of the response. */
  async function goodShare(threshold: number, of = labeler): Promise<number> {
    const giveFeedback = simulatedFeedback(of, new Rng(1), threshold);
    const given = await Promise.all(Array.from({ length: 2000 }, () => giveFeedback(prompt, response)));
    return given.filter((feedback) => feedback?.presses[0].rating === 1).length / given.length;
  }

  test('says "good" as often as it would prefer the response to one of the threshold', async () => {
    expect(await goodShare(own)).toBeCloseTo(0.5, 1);
    expect(await goodShare(own - 0.3)).toBeCloseTo(1 / (1 + Math.exp(-1)), 1);
    expect(await goodShare(own + 0.6)).toBeCloseTo(1 / (1 + Math.exp(2)), 1);
  });

  test('without noise keeps to the threshold, and at random without care', async () => {
    expect(await goodShare(own - 0.01, { ...labeler, tau: 1e-6 })).toBe(1);
    expect(await goodShare(own + 0.01, { ...labeler, tau: 1e-6 })).toBe(0);
    expect(await goodShare(own + 5, { ...labeler, tau: Infinity })).toBeCloseTo(0.5, 1);
  });

  test('presses once, after the last token, so that all its credit goes to the last ones', async () => {
    const giveFeedback = simulatedFeedback(labeler, new Rng(1));
    for (let i = 0; i < 50; i++) {
      const { shown, presses } = (await giveFeedback(prompt, response)) ?? { shown: [], presses: [] };
      expect(presses).toHaveLength(1);
      const reaction = presses[0].time - shown[shown.length - 1].start;
      expect(reaction).toBeGreaterThanOrEqual(0.2);
      expect(reaction).toBeLessThanOrEqual(0.8 + 1e-9);
      const credit = credits(shown, presses[0].time, HUMAN_DELAY);
      expect(credit.slice(-4).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
  });
});
