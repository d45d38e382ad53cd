/** The verdict's sentence: before, now, and the error of the difference, in the metric's own unit. */
import { describe, expect, it } from 'vitest';
import { text } from '../../../text/text';
import { sentenceOf } from './sentence';

const main = {
  metric: 'goldReward',
  since: 1,
  from: { value: 0.44, error: 0.04 },
  to: { value: 0.65, error: 0.01 },
} as const;

describe('the sentence of a verdict', () => {
  it('has both values, and how far chance may have moved their difference', () => {
    const sentence = sentenceOf('ppo', { outcome: 'better', main, error: 0.0412 });
    expect(sentence).toBe(text.verdict.main.ppo.better('0.44', '0.65', ' (± 0.04)'));
    expect(sentence).toContain('rose from 0.44 to 0.65 (± 0.04). That is clear.');
  });

  it('says what may be chance, and no error where none is known', () => {
    expect(sentenceOf('sft', { outcome: 'same', main, error: 0.2 })).toContain('(± 0.20), which may be chance.');
    expect(sentenceOf('ppo', { outcome: 'worse', main, error: 0 })).not.toContain('±');
  });

  it('of a reward model is in percent, beside chance', () => {
    const accuracy = { ...main, metric: 'heldOutAccuracy', to: { value: 0.7, error: 0.02 } } as const;
    const sentence = sentenceOf('rewardModel', { outcome: 'better', main: accuracy, error: 0.02 });
    expect(sentence).toContain('70 % (± 2 %) of new pairs');
  });
});
