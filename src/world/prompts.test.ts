import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import { PROMPT_TEMPLATES, USE_CASE_SHARES } from './promptTemplates';
import * as prompts from './prompts';

const kinds = [...new Set(prompts.ALL_PROMPTS.map(({ kind }) => kind))];

describe('the catalog of prompts', () => {
  test('has no text twice', () => {
    expect(new Set(prompts.ALL_PROMPTS.map(({ text }) => text)).size).toBe(prompts.ALL_PROMPTS.length);
  });

  test.each([
    ['story', 20],
    ['story_n', 100],
    ['harm', 65],
    ['qa', 80],
    ['which', 17],
    ['premise', 280],
    ['list', 6],
    ['list_home', 7],
    ['c_name', 5],
    ['r_polite', 8],
    ['r_question', 160],
    ['summ', 100],
    ['cls', 20],
    ['closed', 160],
    ['extract', 800],
    ['sp_qa', 40],
  ] as const)('has every prompt of kind %s: %i', (kind, count) => {
    expect(prompts.promptsOfKind(kind)).toHaveLength(count);
  });

  test('has shares that add up to 1', () => {
    expect(PROMPT_TEMPLATES.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('never asks why about the truth', () => {
    expect(prompts.readPrompt('why is the cow white ?')).toBeUndefined();
    expect(prompts.readPrompt('why is the cow black ?')).toMatchObject({ animal: 'cow', value: 'black' });
  });
});

describe('readPrompt', () => {
  test('reads every text back into its prompt', () => {
    for (const prompt of prompts.ALL_PROMPTS) expect(prompts.readPrompt(prompt.text)).toEqual(prompt);
  });

  test('reads capitals and marks without a space before them as the tokenizer does', () => {
    expect(prompts.readPrompt('Why is the COW black?')).toEqual(prompts.readPrompt('why is the cow black ?'));
  });

  test('knows no other text', () => {
    expect(prompts.readPrompt('describe the cow')).toBeUndefined();
    expect(prompts.readPrompt('')).toBeUndefined();
  });
});

describe('sampling', () => {
  const drawn = 20_000;
  const sample = (split?: 'train') => {
    const rng = new Rng(7);
    return Array.from({ length: drawn }, () => prompts.samplePrompt(rng, split));
  };
  const tolerance = (share: number) => 4 * Math.sqrt((share * (1 - share)) / drawn) + 0.001;

  test.each([undefined, 'train'] as const)('keeps the use-case mix within sampling error (split %s)', (split) => {
    const sampled = sample(split);
    for (const [useCase, share] of Object.entries(USE_CASE_SHARES)) {
      const observed = sampled.filter((prompt) => prompt.useCase === useCase).length / drawn;
      expect(Math.abs(observed - share), useCase).toBeLessThan(tolerance(share));
    }
  });

  test.each([
    ['harm', 0.08],
    ['premise', 0.033],
    ['sp_qa', 0.0105],
    ['story', 0.456 * 0.26],
    ['list_home', 0.112 * 0.4],
  ] as const)('draws kind %s with share %f', (kind, share) => {
    const observed = sample().filter((prompt) => prompt.kind === kind).length / drawn;
    expect(Math.abs(observed - share)).toBeLessThan(tolerance(share));
  });

  test('draws prompts of 9.4 tokens on average, specials included', () => {
    const lengths = sample().map(({ text }) => text.split(' ').length + 2);
    expect(lengths.reduce((sum, length) => sum + length, 0) / drawn).toBeCloseTo(9.4, 1);
  });

  test('same seed, same prompts', () => {
    expect(sample()).toEqual(sample());
  });
});

describe('the held-out part', () => {
  test.each(kinds)('holds a tenth of the texts of kind %s, or none of fewer than 20', (kind) => {
    const ofKind = prompts.promptsOfKind(kind);
    const expected = ofKind.length < 20 ? 0 : Math.round(ofKind.length / 10);
    expect(ofKind.filter(prompts.isHeldOut)).toHaveLength(expected);
  });

  test('leaves every template something to train on', () => {
    for (const template of PROMPT_TEMPLATES) expect(template.prompts.every(prompts.isHeldOut)).toBe(false);
  });

  test('is never drawn for training and is drawn otherwise', () => {
    const rng = new Rng(3);
    expect(Array.from({ length: 5000 }, () => prompts.samplePrompt(rng, 'train')).some(prompts.isHeldOut)).toBe(false);
    expect(Array.from({ length: 5000 }, () => prompts.samplePrompt(rng)).some(prompts.isHeldOut)).toBe(true);
  });
});

test('the evaluation prompts are the same every time, and fewer are the first of more', () => {
  expect(prompts.evaluationPrompts()).toHaveLength(400);
  expect(prompts.evaluationPrompts()).toEqual(prompts.evaluationPrompts());
  expect(prompts.evaluationPrompts(500).slice(0, 400)).toEqual(prompts.evaluationPrompts());
});
