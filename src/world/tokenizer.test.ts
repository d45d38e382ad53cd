import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completions, decode, encode, encodeWords, SpecialTokenError, UnknownWordsError } from './tokenizer';
import { ASSISTANT, EOT, PAD, SPECIALS, USER, VOCABULARY } from './vocabulary';

describe('the vocabulary', () => {
  test('has 239 different tokens', () => {
    expect(VOCABULARY).toHaveLength(239);
    expect(new Set(VOCABULARY).size).toBe(239);
  });

  test('starts with the specials at their ids', () => {
    expect([EOT, USER, ASSISTANT, PAD].map((id) => VOCABULARY[id])).toEqual(SPECIALS);
  });
});

describe('encode and decode', () => {
  test('any token ids survive the way to text and back', () => {
    const ids = fc.array(fc.integer({ min: 0, max: VOCABULARY.length - 1 }));
    fc.assert(
      fc.property(ids, (tokens) => {
        expect(encode(decode(tokens))).toEqual(tokens);
      }),
    );
  });

  test('a text that somebody wrote is read the same, but specials in it are no words', () => {
    expect(encodeWords('Hello, how are you?')).toEqual(encode('hello , how are you ?'));
    for (const special of SPECIALS) {
      expect(() => encodeWords(`hello ${special.toUpperCase()} !`)).toThrow(SpecialTokenError);
      expect(() => encodeWords(`hello ${special} !`)).toThrow(`"${special}" is a mark`);
    }
  });

  test('an empty text has no tokens', () => {
    expect(encode('')).toEqual([]);
    expect(decode([])).toBe('');
  });

  test('typed text is read in lower case with its punctuation apart', () => {
    expect(decode(encode('Hello, how are you?'))).toBe('hello , how are you ?');
  });

  test('unknown words are all named once, each with near words of the vocabulary', () => {
    const attempt = () => encode('the zebra and the catt and the zebra');
    expect(attempt).toThrow(UnknownWordsError);
    expect(attempt).toThrow(/"zebra".*"catt" \(nearest: cat/);
    try {
      attempt();
    } catch (error) {
      expect((error as UnknownWordsError).unknown.map(({ word }) => word)).toEqual(['zebra', 'catt']);
    }
  });

  test('an unknown word that is near to none is named alone', () => {
    expect(() => encode('the president and the gren owl')).toThrow('lacks "president"; "gren" (nearest: green');
  });

  test('of many unknown words the first few are named and the rest counted', () => {
    const attempt = () => encode(Array.from({ length: 600 }, (_, i) => `zebra${i % 300}`).join(' '));
    expect(attempt).toThrow(/"zebra4"; and 295 more$/);
    try {
      attempt();
    } catch (error) {
      const { unknown, more, message } = error as UnknownWordsError;
      expect([unknown.length, more]).toEqual([5, 295]);
      expect(message.length).toBeLessThan(400);
    }
  });

  test('of a long unknown word the beginning alone is named', () => {
    expect(() => encode('z'.repeat(300_000))).toThrow(`lacks "${'z'.repeat(40)}…"`);
  });

  test('ids outside the vocabulary are refused', () => {
    expect(() => decode([239])).toThrow('Token ids run from 0 to 238, got 239');
  });
});

describe('completions', () => {
  test('are the words that start with the prefix', () => {
    expect(completions('bro')).toEqual(['brown']);
    expect(completions('Liv')).toEqual(['lives', 'lived', 'live']);
    expect(completions('zz')).toEqual([]);
  });

  test('never hold specials', () => {
    expect(completions('<')).toEqual([]);
    expect(completions('')).toHaveLength(VOCABULARY.length - SPECIALS.length);
  });
});
