import { describe, expect, it } from 'vitest';
import { evaluationPrompts } from '../../world/prompts';
import { complete, completionsOf, MAX_PROMPT_WORDS, problemOf } from './prompt';

describe('a typed prompt', () => {
  it('is read as the world reads it', () => {
    expect(problemOf('Describe the owl.')).toBe('');
    expect(evaluationPrompts().map(({ text }) => problemOf(text))).toEqual(evaluationPrompts().map(() => ''));
  });

  it('is refused with every unknown word and near ones', () => {
    const problem = problemOf('describe the zebra and the ohwl .');
    expect(problem).toContain('“zebra”');
    expect(problem).toMatch(/“ohwl”.*owl/);
  });

  it('is refused when it is empty', () => {
    expect(problemOf('  ')).not.toBe('');
  });

  it('is refused when no room is left for an answer', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'the').join(' ');
    expect(problemOf(words(MAX_PROMPT_WORDS))).toBe('');
    expect(problemOf(words(MAX_PROMPT_WORDS + 1))).toContain(String(MAX_PROMPT_WORDS + 1));
  });

  it('is completed at its last word', () => {
    expect(completionsOf('describe the ow')).toEqual(['owl']);
    expect(complete('describe the ow', 'owl')).toBe('describe the owl ');
    expect(completionsOf('describe the owl')).toEqual([]);
    expect(completionsOf('describe the ')).toEqual([]);
    expect(completionsOf('')).toEqual([]);
  });
});
