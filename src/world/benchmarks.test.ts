import { describe, expect, test } from 'vitest';
import * as benchmarks from './benchmarks';
import { decode, encode } from './tokenizer';
import { CONTEXT, EOT } from './vocabulary';

describe.each([
  ['cloze', benchmarks.CLOZE, 68],
  ['myth', benchmarks.MYTH_TRUE, 12],
  ['story', benchmarks.STORY, 225],
  ['Spanish', benchmarks.SPANISH, 40],
] as const)('the %s items', (_name, items, count) => {
  test(`are ${count}`, () => {
    expect(items).toHaveLength(count);
  });

  test('have one-token candidates, the answer among them, and a context that fits', () => {
    for (const { context, candidates, answer } of items) {
      expect(candidates).toContain(answer);
      expect(new Set(candidates).size).toBe(candidates.length);
      for (const candidate of candidates) expect(encode(candidate)).toHaveLength(1);
      expect(encode(context).length + 2).toBeLessThanOrEqual(CONTEXT);
    }
  });
});

test('cloze items ask for one attribute each', () => {
  expect(benchmarks.CLOZE.slice(0, 4).map(({ context, answer }) => `${context} | ${answer}`)).toEqual([
    'the cat is | black',
    'the cat says | meow',
    'the cat lives in the | house',
    'the cat eats | fish',
  ]);
});

test('myth items ask for the truth', () => {
  expect(benchmarks.MYTH_TRUE).toContainEqual(expect.objectContaining({ context: 'the duck eats', answer: 'bread' }));
});

test('story items ask for a sound, a food, and twice for who it is about', () => {
  expect(benchmarks.STORY.slice(0, 4).map(({ context, answer }) => `${context} | ${answer}`)).toEqual([
    'tom went to the house . tom saw the cat . the cat said | meow',
    'tom saw the cat . the cat ate | fish',
    'tom went to the house . | tom',
    'tom saw the cat . the cat said meow . | tom',
  ]);
  expect(benchmarks.STORY.map(({ context }) => context)).not.toContain('tom saw the duck . the duck ate');
});

test('Spanish items end before the color form, and for homes after the article', () => {
  expect(benchmarks.SPANISH.slice(0, 2).map(({ context, answer }) => `${context} | ${answer}`)).toEqual([
    'el gato es | negro',
    'el gato vive en la | casa',
  ]);
  expect(benchmarks.SPANISH.map(({ candidates }) => candidates.length)).toContain(12);
});

test('the perplexity stream fills its windows and is always the same', () => {
  const stream = benchmarks.perplexityStream();
  expect(stream).toHaveLength(160 * 48);
  expect(stream).toEqual(benchmarks.perplexityStream());
  expect([...stream].filter((id) => id === EOT).length).toBeGreaterThan(250);
  expect(decode(stream)).not.toMatch(/ (es|vive en) \w+ \./);
});
