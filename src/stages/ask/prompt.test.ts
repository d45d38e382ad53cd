import { describe, expect, it } from 'vitest';
import { checkPrompt, complete, completionsOf, MAX_PROMPT_WORDS } from './prompt';

const tooLong = (words: number, most: number) => `${words} of ${most}`;

describe('a typed prompt', () => {
  it('is counted in words of the world', () => {
    expect(checkPrompt('Describe the owl.', tooLong)).toEqual({ words: 4 });
  });

  it('names unknown words and near ones', () => {
    expect(checkPrompt('describe the zebra .', tooLong)).toHaveProperty('problem', expect.stringContaining('"zebra"'));
  });

  it('is refused when no room is left for an answer', () => {
    const words = Array.from({ length: MAX_PROMPT_WORDS + 1 }, () => 'the').join(' ');
    expect(checkPrompt(words, tooLong)).toEqual({ problem: `${MAX_PROMPT_WORDS + 1} of ${MAX_PROMPT_WORDS}` });
  });

  it('is completed at its last word', () => {
    expect(completionsOf('describe the ow')).toEqual(['owl']);
    expect(complete('describe the ow', 'owl')).toBe('describe the owl ');
    expect(completionsOf('describe the owl')).toEqual([]);
    expect(completionsOf('describe the ')).toEqual([]);
    expect(completionsOf('')).toEqual([]);
  });
});
