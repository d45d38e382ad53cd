import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationPrompts } from '../../../world/prompts';
import {
  ANIMAL_NAMES,
  COLORS,
  FOODS,
  NAMES,
  SPANISH_ANIMALS,
  SPANISH_COLOR_FORMS,
  SPANISH_FUNCTION_WORDS,
  SPANISH_HOMES,
} from '../../../world/vocabulary';
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

  it.each([
    ['describe the dragon .', /^describe the (\w+) \.$/, ANIMAL_NAMES],
    ['describe the unicorn', /^describe the (\w+) \.$/, ANIMAL_NAMES],
    ['tell me a story about the kitty .', /^tell me a story about the (\w+) \.$/, ANIMAL_NAMES],
    ['make it polite : give me pizza .', /^make it polite : give me (\w+) \.$/, FOODS],
    ['write a story about jenifer and the cow .', /^write a story about (\w+) and the cow \.$/, NAMES],
    ['what does the housee eat ?', /^what does the (horse) eat \?$/, ANIMAL_NAMES],
    ['why is the cow purple ?', /^why is the cow (\w+) \?$/, COLORS],
    ['donde vive la vacca ?', /^donde vive la (vaca) \?$/, SPANISH_ANIMALS],
    ['write a story about a dragon', /^write a story about the (\w+) \.$/, ANIMAL_NAMES],
  ] as const)('a word of the kind that fits there is taken, of the same language: %s', (typed, pattern, kind) => {
    const [, word] = pattern.exec(nearestPrompt(typed) ?? '') ?? [];
    expect(kind).toContain(word);
  });

  it('no Spanish is offered to whoever wrote none', () => {
    const spanish = [SPANISH_ANIMALS, SPANISH_COLOR_FORMS, SPANISH_FUNCTION_WORDS, SPANISH_HOMES].flat();
    for (const word of ['dragon', 'unicorn', 'kitty', 'run!', 'pizza', 'cabrio', 'casas'])
      for (const typed of [word, `a ${word}`, `describe the ${word} .`, `my name is ${word} .`]) {
        const offered = nearestPrompt(typed)?.split(' ') ?? [];
        expect(
          offered.filter((each) => spanish.includes(each)),
          typed,
        ).toEqual([]);
      }
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
