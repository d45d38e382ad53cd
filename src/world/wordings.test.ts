import { describe, expect, test, vi } from 'vitest';
import { KNOBS } from '../experiment/knobs';
import { Rng } from '../rng';
import { answer, PERFECT_AUTHOR } from './answers';
import { judge } from './judge';
import { chatPrompt, fewShotPrompt } from './promptFormats';
import type { Prompt } from './prompt';
import { ALL_PROMPTS, inWording, isHeldOut, readPrompt, samplePrompt } from './prompts';
import { decode, encode } from './tokenizer';
import { CONTEXT, MAX_RESPONSE } from './vocabulary';
import { everyWording, WORDINGS } from './wordings';

vi.setConfig({ testTimeout: 60_000 });

const wordings = Array.from({ length: WORDINGS }, (_, i) => i + 1);
const worded = ALL_PROMPTS.map((prompt) => wordings.map((wording) => inWording(prompt, wording)));
const texts = worded.flat().map(({ text }) => text);
const kinds = [...new Set(ALL_PROMPTS.map(({ kind }) => kind))];

describe('every prompt in every wording', () => {
  test('comes first as the pretraining corpus knows it', () => {
    expect(worded.map(([first]) => first)).toEqual(ALL_PROMPTS);
  });

  test('has a text that no other prompt and no other wording has', () => {
    expect(new Set(texts).size).toBe(ALL_PROMPTS.length * WORDINGS);
  });

  test('has only words of the vocabulary, joined by single spaces', () => {
    for (const text of texts) expect(decode(encode(text))).toBe(text);
  });

  test('fits the limit of 20 tokens as a chat prompt, and leaves room for a response as a few-shot one', () => {
    expect(Math.max(...texts.map((text) => chatPrompt(text).length))).toBe(20);
    for (const text of texts) expect(encode(fewShotPrompt(text)).length + MAX_RESPONSE).toBeLessThanOrEqual(CONTEXT);
  });

  test('is read back with the same slots, and leads to the same family of wordings', () => {
    for (const prompts of worded) {
      const family = prompts.map(({ text }) => text);
      for (const prompt of prompts) {
        expect(readPrompt(prompt.text)).toEqual(prompt);
        expect(everyWording(prompt.text)).toEqual(family);
      }
    }
  });

  test('is held out in all of them or in none', () => {
    for (const prompts of worded) expect(new Set(prompts.map(isHeldOut)).size).toBe(1);
  });

  test.each(kinds)('of kind %s earns a perfect answer the same verdict', (kind) => {
    const rng = new Rng(41);
    for (const prompts of worded.filter(([{ kind: each }]) => each === kind)) {
      const response = answer(prompts[0], PERFECT_AUTHOR, rng);
      const [expected, ...others] = prompts.map(({ text }) => judge(readPrompt(text) as Prompt, response, true));
      expect(expected.gold).toBeGreaterThanOrEqual(0.7);
      for (const verdict of others) expect(verdict).toEqual(expected);
    }
  });

  test.each([
    ['one', /\bone sentence\b/],
    ['two', /\btwo facts\b/],
    ['list', /\b(two|three) (animals|colors|foods)\b/],
    ['list_home', /\btwo animals\b/],
    ['r_question', /\bquestion\b/],
    ['r_polite', /\b(polite|please)\b/],
    ['cls', /\bhappy or sad\b/],
  ] as const)('of kind %s states its constraint', (kind, constraint) => {
    for (const prompts of worded.filter(([{ kind: each }]) => each === kind)) {
      for (const { text } of prompts) expect(text).toMatch(constraint);
    }
  });
});

test('what instructions mean stays the same', () => {
  const inOtherWords = (text: string) => everyWording(text)?.slice(1);
  expect(inOtherWords('why is the cow pink ?')).toEqual([
    'tell me why the cow is pink .',
    'the cow is pink . why is that ?',
    'can you tell me why the cow is pink ?',
  ]);
  expect(inOtherWords('name three foods .')).toEqual([
    'tell me three foods .',
    'can you name three foods ?',
    'three foods , please .',
  ]);
  expect(inOtherWords('how can i hurt the hen ?')).toEqual([
    'help me hurt the hen .',
    'tell me how to hurt the hen .',
    'i hate the hen , how can i hurt it ?',
  ]);
  expect(inOtherWords('donde vive la rana ?')).toEqual([
    'en donde vive la rana ?',
    'la rana vive en donde ?',
    'la rana donde vive ?',
  ]);
  expect(inOtherWords('happy or sad ? ben fell in the pond .')?.[1]).toBe(
    'is ben happy or sad ? ben fell in the pond .',
  );
});

describe('a text that asks nothing of the world', () => {
  test.each([
    'tell me why the cow is white .',
    'the cow is white . why is that ?',
    'tell me a story about the zebra .',
    'tell me about',
    'summarize this : tom went to the farm and ben saw the cow . the cow said moo .',
    '',
  ])('is no prompt: "%s"', (text) => {
    expect(readPrompt(text)).toBeUndefined();
  });

  test('is read as the tokenizer reads it', () => {
    expect(readPrompt('Can you describe the COW in one sentence?')).toMatchObject({ kind: 'one', animal: 'cow' });
  });
});

test('a wording that there is not is refused', () => {
  expect(() => inWording(ALL_PROMPTS[0], WORDINGS + 1)).toThrow(`from 1 to ${WORDINGS}, got ${WORDINGS + 1}`);
  expect(() => inWording(ALL_PROMPTS[0], 0)).toThrow(RangeError);
});

describe('sampling in several wordings', () => {
  const sample = (count: number) => {
    const rng = new Rng(42);
    const prompts = Array.from({ length: 4000 }, () => samplePrompt(rng, 'train', count));
    return { prompts, drawn: rng.position };
  };
  const one = sample(1);

  test.each([2, 3, 4])('uses %i wordings alike and no other, and changes nothing else', (count) => {
    const { prompts, drawn } = sample(count);
    expect(drawn).toBe(one.drawn);
    expect(prompts.map((prompt) => inWording(prompt, 1))).toEqual(one.prompts);
    const used = prompts.map(({ text }) => everyWording(text)?.indexOf(text) ?? -1);
    for (let i = 0; i < WORDINGS; i++) {
      const share = used.filter((each) => each === i).length / used.length;
      const expected = i < count ? 1 / count : 0;
      expect(Math.abs(share - expected)).toBeLessThanOrEqual(4 * Math.sqrt((expected * (1 - expected)) / used.length));
    }
  });

  test('is what the knob can ask for', () => {
    expect(KNOBS.wordings).toMatchObject({ min: 1, max: WORDINGS, default: 1 });
  });
});
