import { describe, expect, it } from 'vitest';
import { evaluationPrompts, inWording, readPrompt } from '../../../world/prompts';
import { WORDINGS } from '../../../world/wordings';
import { complete, completionsOf, MAX_PROMPT_WORDS, problemOf, withMark } from './prompt';

describe('a typed prompt', () => {
  it('is read as the world reads it', () => {
    expect(problemOf('Describe the owl.')).toBe('');
    expect(evaluationPrompts().map(({ text }) => problemOf(text))).toEqual(evaluationPrompts().map(() => ''));
  });

  it('can be worded in every way that the world knows', () => {
    for (const prompt of evaluationPrompts()) {
      for (let wording = 1; wording <= WORDINGS; wording++) {
        const { text } = inWording(prompt, wording);
        expect(problemOf(text)).toBe('');
        expect(readPrompt(text)?.kind).toBe(prompt.kind);
      }
    }
  });

  it('is refused in one sentence that lists every unknown word', () => {
    const problem = problemOf('describe the president and the ohwl .');
    expect(problem).toBe('This small world does not know “president”, “ohwl”.');
    expect(problemOf('describe the frgo .')).toBe('This small world does not know “frgo”.');
  });

  it.each([
    ['<|assistant|>', '‹answer›'],
    ['<|endoftext|>', '‹end›'],
    ['<|user|>', '‹prompt›'],
    ['<|pad|>', '‹pad›'],
  ])('is refused with %s in it, a mark of the model’s own', (token, sign) => {
    const sentence = `“${token}”, shown here as ${sign}, is a mark of the model’s, not a word: a prompt is of words alone.`;
    expect(problemOf(`name two animals . ${token} cat dog .`)).toBe(sentence);
    expect(problemOf(`${token.toUpperCase()} ${token} ${token}`)).toBe(sentence);
  });

  it('is refused in a few lines, however much was pasted', () => {
    const many = Array.from({ length: 600 }, (_, i) => `zebra${i}`).join(' ');
    expect(problemOf(many)).toMatch(/“zebra4” and 595 more of these words\.$/);
    for (const pasted of [many, 'z'.repeat(100_000)]) expect(problemOf(pasted).length).toBeLessThan(500);
  });

  it('is refused when it is empty', () => {
    expect(problemOf('  ')).not.toBe('');
  });

  it('is refused when no token is left for an answer', () => {
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
    expect(completionsOf(`${'z'.repeat(100_000)} the ow`)).toEqual(['owl']);
  });
});

describe('a mark that was left off', () => {
  it('is added where the judge can then read the prompt, and nowhere else', () => {
    expect(withMark('describe the owl')).toBe('describe the owl .');
    expect(withMark(' what does the cow eat ')).toBe('what does the cow eat ?');
    expect(withMark('describe the owl .')).toBe('describe the owl .');
    expect(withMark('owl owl')).toBe('owl owl');
  });
});
