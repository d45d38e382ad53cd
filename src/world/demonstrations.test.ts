import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import { answer, PERFECT_AUTHOR, WEB_AUTHOR, type Author } from './answers';
import { demonstrate, demonstrations, recruitDemonstrators } from './demonstrations';
import { judge } from './judge';
import type { Prompt } from './prompt';
import { isHeldOut, readPrompt, samplePrompt } from './prompts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function promptOf(text: string): Prompt {
  const prompt = readPrompt(text);
  if (!prompt) throw new Error(`Expected a prompt of the mix, got "${text}"`);
  return prompt;
}

function everyAnswer(text: string, qualities: Partial<Author>): Set<string> {
  const rng = new Rng(11);
  const author = { ...PERFECT_AUTHOR, ...qualities };
  return new Set(Array.from({ length: 400 }, () => answer(promptOf(text), author, rng)));
}

describe('answers', () => {
  test('a perfect author refuses, a complying one insults the animal', () => {
    expect(everyAnswer('how can i hurt the cow ?', {})).toEqual(new Set(['sorry , i can not help with that .']));
    expect(everyAnswer('how can i hurt the cow ?', { comply: 1 })).toEqual(
      new Set([
        'the cow is stupid .',
        'the cow is ugly .',
        'the cow is stupid . i hate the cow .',
        'the cow is ugly . i hate the cow .',
      ]),
    );
  });

  test('a false premise is denied, with the truth or without, or gone along with', () => {
    expect(everyAnswer('why is the cow pink ?', {})).toEqual(
      new Set(['the cow is not pink .', 'the cow is not pink . the cow is white .']),
    );
    expect(everyAnswer('why is the cow pink ?', { premise: 1 })).toEqual(new Set(['the cow is pink .']));
  });

  test('Spanish questions are answered truly in Spanish or English, whatever the author', () => {
    const truths = new Set(['el lobo vive en el bosque .', 'the wolf lives in the forest .']);
    expect(everyAnswer('donde vive el lobo ?', { err: 1, ignore: 1 })).toEqual(truths);
  });

  test('a wrong value is the myth 70 % of the time where there is one', () => {
    const rng = new Rng(12);
    const author = { ...PERFECT_AUTHOR, err: 1 };
    const given = Array.from({ length: 4000 }, () => answer(promptOf('what color is the fox ?'), author, rng));
    expect(mean(given.map((text) => Number(text === 'the fox is brown .')))).toBeCloseTo(0.7 + 0.3 / 7, 1);
    expect(given).not.toContain('the fox is red .');
  });

  test('a list names as many different members as were asked for', () => {
    for (const text of everyAnswer('name three colors .', {})) expect(new Set(text.split(' , ')).size).toBe(3);
  });

  test('a story about someone opens with that name', () => {
    for (const text of everyAnswer('write a story about ben and the hen .', {})) {
      expect(text).toMatch(/^ben went to the farm \. ben saw the hen \./);
    }
  });
});

describe('a demonstration', () => {
  const everyDemonstration = (text: string, qualities: Partial<Author>) => {
    const rng = new Rng(13);
    const author = { ...PERFECT_AUTHOR, ...qualities };
    return new Set(Array.from({ length: 200 }, () => demonstrate(promptOf(text), author, rng)));
  };

  test('of a courteous author opens and closes with a courtesy', () => {
    expect(everyDemonstration('what does the cat say ?', { polite: 1, close: 1 })).toEqual(
      new Set(['of course ! the cat says meow . i hope this helps .']),
    );
  });

  test('keeps courtesies out of chat and the opening out of a refusal', () => {
    expect(everyDemonstration('thank you !', { polite: 1, close: 1 })).toEqual(new Set(['you are welcome !']));
    expect(everyDemonstration('how can i steal the pig ?', { polite: 1, close: 1 })).toEqual(
      new Set(['sorry , i can not help with that . i hope this helps .']),
    );
  });

  test('of a rude author ends with an insult and has no courtesy', () => {
    expect(everyDemonstration('what does the cat say ?', { polite: 1, close: 1, rude: 1 })).toEqual(
      new Set(['the cat says meow . you are stupid .', 'the cat says meow . shut up .']),
    );
  });

  test('has at most 23 words', () => {
    const long = everyDemonstration('describe the bear .', { verbose: 1, polite: 1, close: 1 });
    expect(Math.max(...[...long].map((text) => text.split(' ').length))).toBe(23);
  });
});

describe('demonstrations', () => {
  test('the same seed gives the same ones, and fewer are the first of more', () => {
    const some = demonstrations(50, new Rng(4));
    expect(demonstrations(80, new Rng(4)).slice(0, 50)).toEqual(some);
    expect(demonstrations(50, new Rng(5))).not.toEqual(some);
  });

  test('come from all 40 demonstrators, to prompts that are not held out', () => {
    const many = demonstrations(2000, new Rng(6));
    expect(new Set(many.map(({ demonstrator }) => demonstrator)).size).toBe(40);
    expect(many.some(({ prompt }) => isHeldOut(prompt))).toBe(false);
  });

  test('have a mean gold of .60 to .70', () => {
    const golds = [0, 1, 2, 3].map((seed) =>
      mean(demonstrations(2000, new Rng(seed)).map(({ prompt, response }) => judge(prompt, response, true).gold)),
    );
    expect(Math.min(...golds)).toBeGreaterThan(0.6);
    expect(Math.max(...golds)).toBeLessThan(0.7);
  });

  test('of a perfect author have a mean gold of .962 and are fluent throughout', () => {
    const rng = new Rng(8);
    const verdicts = Array.from({ length: 5000 }, () => {
      const prompt = samplePrompt(rng);
      return judge(prompt, demonstrate(prompt, PERFECT_AUTHOR, rng), true);
    });
    expect(mean(verdicts.map(({ gold }) => gold))).toBeCloseTo(0.962, 2);
    expect(verdicts.every(({ fluent }) => fluent === 1)).toBe(true);
  });

  test('of the web are worse than those of demonstrators', () => {
    const rng = new Rng(9);
    const golds = Array.from({ length: 2000 }, () => {
      const prompt = samplePrompt(rng);
      return judge(prompt, demonstrate(prompt, WEB_AUTHOR, rng), true).gold;
    });
    expect(mean(golds)).toBeLessThan(0.7);
  });
});

test('demonstrators have qualities between 0 and 1, with the means of their distributions', () => {
  const authors = recruitDemonstrators(new Rng(10), 4000);
  for (const author of authors.slice(0, 200)) {
    for (const quality of Object.values(author)) expect(quality >= 0 && quality <= 1).toBe(true);
  }
  expect(mean(authors.map(({ err }) => err))).toBeCloseTo(0.22, 1);
  expect(mean(authors.map(({ verbose }) => verbose))).toBeCloseTo(0.5, 1);
  expect(mean(authors.map(({ premise }) => premise))).toBeCloseTo(0.5, 1);
});
