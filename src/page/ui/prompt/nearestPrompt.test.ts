import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationPrompts } from '../../../world/prompts';
import { nearestPrompt } from './nearestPrompt';
import { problemOf } from './prompt';

describe('in place of words that the world does not have', () => {
  it.each([
    ['describe the ohwl .', 'describe the owl .'],
    ['Descirbe the OWLS.', 'describe the owl .'],
    ['write a storry about tomm and the cows .', 'write a story about tom and the cow .'],
  ])('the nearest are taken: %s', (typed, offered) => {
    expect(nearestPrompt(typed)).toBe(offered);
  });

  it('a prompt of the world is taken where a word has no near one: that with most in common', () => {
    expect(nearestPrompt('write a poem about the cow for president lincoln .')).toMatch(/^write .*\bcow\b/);
    expect(nearestPrompt('where does the wolf usually hide its treasure ?')).toMatch(/\bwhere\b.*\bwolf\b/);
  });

  it('nothing is offered where nothing is near, or nothing is unknown', () => {
    expect(nearestPrompt('qqqqqqqq')).toBeNull();
    expect(nearestPrompt('describe the owl .')).toBeNull();
    expect(nearestPrompt('')).toBeNull();
  });

  it('whatever is offered can be asked, however much was pasted', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom(...evaluationPrompts(20).map(({ text }) => text)));
    fc.assert(
      fc.property(fc.array(word), (typed) => {
        const offered = nearestPrompt(typed.join(' '));
        if (offered !== null) expect(problemOf(offered)).toBe('');
      }),
      { numRuns: 50 },
    );
    for (const pasted of ['zebra1 zebra2 owl '.repeat(500), 'z'.repeat(100_000)]) {
      const offered = nearestPrompt(pasted);
      if (offered !== null) expect(problemOf(offered)).toBe('');
    }
  });
});
