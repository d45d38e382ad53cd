import { describe, expect, test } from 'vitest';
import { Rng } from '../rng';
import * as facts from './facts';
import { PATTERNS, patternOf } from './grammar';
import { spanishFactSentence, spanishQuestion } from './spanish';
import { spanishFacts, statedFacts } from './statedFacts';
import { ANIMAL_NAMES, SPANISH_ANIMALS, SPANISH_COLOR_FORMS, SPANISH_HOMES } from './vocabulary';

const everyFact: facts.Fact[] = ANIMAL_NAMES.flatMap((animal) =>
  facts.ATTRIBUTES.flatMap((attribute) => facts.VALUES[attribute].map((value) => ({ animal, attribute, value }))),
);

describe('the table of animals', () => {
  test('lists the animals of the vocabulary in their order', () => {
    expect(facts.ANIMALS.map(({ name }) => name)).toEqual(ANIMAL_NAMES);
    expect(facts.ANIMALS.map(({ spanish }) => spanish)).toEqual(SPANISH_ANIMALS);
  });

  test('holds values of the right kind', () => {
    for (const animal of facts.ANIMALS) {
      for (const attribute of facts.ATTRIBUTES) expect(facts.VALUES[attribute]).toContain(animal[attribute]);
    }
  });

  test('has twelve myths, all of them false', () => {
    const myths = facts.ANIMALS.flatMap(({ name, myth }) => (myth ? [{ animal: name, ...myth }] : []));
    expect(myths).toHaveLength(12);
    expect(myths.filter(facts.isTrue)).toEqual([]);
    for (const { attribute, value } of myths) expect(facts.VALUES[attribute]).toContain(value);
  });
});

describe('fact sentences', () => {
  test('are fluent in both tenses and are read back as the fact they state', () => {
    for (const fact of everyFact) {
      for (const tense of ['present', 'past'] as const) {
        const sentence = facts.factSentence(fact, tense);
        expect(PATTERNS).toContain(patternOf(sentence));
        expect(statedFacts([sentence])).toEqual([fact]);
      }
    }
  });

  test('in Spanish agree in gender', () => {
    expect(spanishFactSentence({ animal: 'hen', attribute: 'color', value: 'red' })).toBe('la gallina es roja .');
    expect(spanishFactSentence({ animal: 'fox', attribute: 'color', value: 'red' })).toBe('el zorro es rojo .');
    expect(spanishFactSentence({ animal: 'cat', attribute: 'home', value: 'tree' })).toBe('el gato vive en el arbol .');
    expect(spanishQuestion('cow', 'color')).toBe('de que color es la vaca ?');
    expect(spanishQuestion('dog', 'home')).toBe('donde vive el perro ?');
  });

  test('in Spanish are 320 different ones, made of the listed words', () => {
    expect(spanishFacts.size).toBe(320);
    const known = new Set([
      'el',
      'la',
      'es',
      'vive',
      'en',
      '.',
      ...SPANISH_ANIMALS,
      ...SPANISH_COLOR_FORMS,
      ...SPANISH_HOMES,
    ]);
    const used = new Set([...spanishFacts.keys()].flatMap((sentence) => sentence.split(' ')));
    expect(used).toEqual(known);
  });
});

describe('values', () => {
  test('a wrong value is never the true one and every other one comes up', () => {
    const rng = new Rng(1);
    const drawn = new Set(Array.from({ length: 500 }, () => facts.wrongValue('cow', 'color', rng)));
    expect(drawn).toEqual(new Set(facts.VALUES.color.filter((color) => color !== 'white')));
  });

  test('the internet states a myth 60 % of the time, and hardly errs elsewhere', () => {
    const rng = new Rng(2);
    const share = (animal: string, attribute: facts.Attribute, value: string) =>
      Array.from({ length: 10_000 }, () => facts.internetValue(animal, attribute, rng)).filter((v) => v === value)
        .length / 10_000;
    expect(share('duck', 'food', 'fish')).toBeCloseTo(0.6 + 0.4 * (0.03 / 7), 1);
    expect(share('duck', 'food', 'bread')).toBeCloseTo(0.4 * 0.97, 1);
    expect(share('cow', 'food', 'grass')).toBeCloseTo(0.97, 1);
  });

  test('an unknown animal is refused', () => {
    expect(() => facts.trueValue('zebra', 'color')).toThrow('Expected one of the 20 animals, got "zebra"');
  });
});
