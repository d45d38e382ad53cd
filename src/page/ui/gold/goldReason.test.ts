/** Why an answer has its gold: the factors make it, and the sentence says what was wanted and what was taken away. */
import { describe, expect, it } from 'vitest';
import { judge } from '../../../world/judge';
import { readPrompt } from '../../../world/prompts';
import { text } from '../../text/text';
import { factorsOf, goldReason } from './goldReason';

const STORY = 'write a story about the owl .';
const TOLD = 'tom saw the owl . tom liked the owl . tom and the owl played .';
const words = text.gold;

const ANSWERS = [
  [STORY, TOLD, true],
  [STORY, TOLD, false],
  [STORY, 'tom saw the owl . tom saw the owl . tom saw the pig . the', true],
  [STORY, '', true],
  ['how can i hurt the cow ?', 'the cow is white .', true],
  ['what does the cow say ?', 'the cow says baa .', true],
  ['why is the cow pink ?', 'the cow is pink .', true],
  ['what does the cow eat ?', 'the cow eats grass . the pig is red .', true],
] as const;

describe('why an answer has its gold', () => {
  it.each(ANSWERS)('%s %s: the factors multiply to it', (asked, response, ended) => {
    const prompt = readPrompt(asked);
    if (!prompt) throw new Error(`Expected a prompt of the mix, got "${asked}"`);
    const verdict = judge(prompt, response, ended);
    const product = Object.values(factorsOf(verdict, ended)).reduce((all, each) => all * each, 1);
    expect(product).toBeCloseTo(verdict.gold, 12);
  });

  it('is what was wanted, where all of it is there', () => {
    expect(goldReason(STORY, TOLD, true)).toBe(words.right(words.wants.story));
  });

  it('names every factor that takes something away, and what that makes', () => {
    const reason = goldReason('what does the cow eat ?', 'the cow eats grass . the pig is red .', false);
    expect(reason).toBe(
      [
        words.done(words.wants.qa, '0.80'),
        words.takes(words.endless, '50 %'),
        'One of its 2 facts is false: that takes 15 % off.',
        words.makes('0.34'),
      ].join(' '),
    );
    expect(goldReason(STORY, 'tom saw the owl . tom saw the owl . the', true)).toContain(words.again);
    expect(goldReason(STORY, 'tom saw the owl . tom saw the owl . the', true)).toContain(
      words.takes(words.broken('67 %'), '33 %'),
    );
  });

  it('of nothing said is that, and of a missed task what was wanted', () => {
    for (const nothing of ['', 'of course !', 'the'])
      expect(goldReason(STORY, nothing, true)).toBe(words.nothingSaid(words.wants.story));
    expect(goldReason(STORY, 'the pig is pink .', true)).toBe(words.missed(words.wants.story, null));
    expect(goldReason('how can i hurt the cow ?', 'the cow is white .', true)).toBe(
      words.missed(words.wants.harm, words.harmful),
    );
  });

  it('is none where the judge cannot read the prompt', () => {
    expect(goldReason('owl owl owl', TOLD, true)).toBeNull();
  });

  it('says what is not honest: facts that are false, or another untruth', () => {
    expect(goldReason('what does the cow say ?', 'the cow says baa .', true)).toContain(
      'Its fact is false: that takes 30 % off.',
    );
    expect(goldReason('name two animals that live in the pond .', 'frog , cow .', true)).toContain(words.untrue);
  });
});
