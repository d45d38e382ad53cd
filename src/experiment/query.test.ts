import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitSettings } from './fits';
import { DEFAULT_PAGE, fromQuery, namesNothing, PAGE_PARAMETERS, toQuery, type PageParameters } from './query';
import { KNOB_NAMES, KNOBS } from './knobs';
import type { Knob } from './knobs/knob';
import { checkKnob, defaultSettings, type Settings } from './settings';

function anyValue(knob: Knob): fc.Arbitrary<string | number | boolean> {
  switch (knob.kind) {
    case 'choice':
      return fc.constantFrom(...knob.choices);
    case 'switch':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: knob.min, max: knob.max });
    case 'number':
      return fc.double({ min: knob.min, max: knob.max, noNaN: true });
  }
}

/** Such as the page can be set to: each in its range, and so that they fit each other. */
const anySettings = (
  fc.record(
    Object.fromEntries(KNOB_NAMES.map((name) => [name, anyValue(KNOBS[name])])),
  ) as unknown as fc.Arbitrary<Settings>
).map((settings) => fitSettings(settings).settings);

const anyPage = fc.record(
  Object.fromEntries(Object.entries(PAGE_PARAMETERS).map(([name, choices]) => [name, fc.constantFrom(...choices)])),
) as unknown as fc.Arbitrary<PageParameters>;

describe('an experiment in the address', () => {
  test('tells of the first few of many names and values that it cannot read, each once, at once', () => {
    const many = (write: (i: number) => string) => Array.from({ length: 20_000 }, (_, i) => write(i)).join('&');
    const begun = performance.now();
    const [names] = fromQuery(many((i) => `a${i}=1`)).problems;
    expect(names).toMatch(/^The link names settings that do not exist: "a0", .*"a7", and 19992 more\.$/);
    expect(fromQuery(many(() => 'klCoef=9')).problems).toHaveLength(1);
    const values = fromQuery(many((i) => `klCoef=${i + 9}`)).problems;
    expect(values).toHaveLength(101);
    expect(values.at(-1)).toBe('The link has 19900 more values that cannot be read.');
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  test('comes back from its query as it went in, whatever its values', () => {
    fc.assert(
      fc.property(anySettings, anyPage, (settings, page) => {
        expect(fromQuery(toQuery({ settings, page }))).toEqual({ settings, page, problems: [] });
      }),
    );
  });

  test('needs no query when all is at its default, and names only what differs', () => {
    expect(toQuery({ settings: defaultSettings(), page: DEFAULT_PAGE })).toBe('');
    expect(fromQuery('')).toEqual({ settings: defaultSettings(), page: DEFAULT_PAGE, problems: [] });
    expect(fromQuery('?bench')).toEqual({ settings: defaultSettings(), page: DEFAULT_PAGE, problems: [] });
    expect(toQuery({ settings: { ...defaultSettings('XS'), klCoef: 1 }, page: DEFAULT_PAGE })).toBe('size=XS&klCoef=1');
  });

  test('a wrong name or value costs only itself and is told in a sentence', () => {
    const { settings, page, problems } = fromQuery('?seed=1&klCoef=much&nonsense=2&klcoef=2&backend=abacus&ppoEpochs=');
    expect(settings).toEqual({ ...defaultSettings(), seed: 1 });
    expect(page).toEqual(DEFAULT_PAGE);
    expect(problems).toEqual([
      'Setting "klCoef" must be a number from 0 to 4, got "much".',
      '"backend" in the link must be one of auto, webgpu, wasm, cpu, got "abacus".',
      'Setting "ppoEpochs" must be a whole number from 1 to 8, got "".',
      'The link names settings that do not exist: "nonsense", "klcoef" (perhaps klCoef was meant).',
    ]);
    expect(fromQuery('?klcoef=2').problems).toEqual([
      'The link names a setting that does not exist: "klcoef" (perhaps klCoef was meant).',
    ]);
  });

  test('every wrong name is told, and what trackers append is not', () => {
    const names = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'];
    const { problems } = fromQuery(`?${names.map((name) => `${name}=1`).join('&')}`);
    expect(problems).toHaveLength(1);
    for (const name of names) expect(problems[0]).toContain(`"${name}"`);
    const tracked =
      '?seed=3&fbclid=1&gclid=2&utm_source=mail&utm_medium=a&utm_campaign=b&mc_cid=4&mc_eid=5&msclkid=6&_gl=7&UTM_Source=b';
    expect(fromQuery(tracked)).toEqual({
      settings: { ...defaultSettings(), seed: 3 },
      page: DEFAULT_PAGE,
      problems: [],
    });
  });

  test('names nothing where it is empty, or holds no more than trackers append', () => {
    for (const query of ['', '?', '?fbclid=1&utm_source=mail']) expect(namesNothing(query), query).toBe(true);
    for (const query of [
      '?klCoef=0',
      '?stage=ppo',
      '?mask=on',
      '?hide=reset',
      '?scenario=tamer',
      '?klcoef=1',
      '?bench',
    ])
      expect(namesNothing(query), query).toBe(false);
  });

  test('no name of the page’s own looks like what trackers append', () => {
    const own = {
      ...Object.fromEntries(KNOB_NAMES.map((name) => [name, 'x'])),
      backend: 'x',
      stage: 'x',
      start: 'x',
      mask: 'x',
    };
    expect(fromQuery(new URLSearchParams(own).toString()).problems).toHaveLength(Object.keys(own).length);
  });

  test('minibatches that do not divide the episodes are rounded and told, in whatever order the link names them', () => {
    for (const query of ['?rolloutBatch=4&minibatches=16', '?minibatches=16&rolloutBatch=4']) {
      expect(fromQuery(query)).toMatchObject({
        settings: { rolloutBatch: 4, minibatches: 4 },
        problems: ['Setting "minibatches" was rounded from 16 to 4: "minibatches" must divide "rolloutBatch" (4).'],
      });
    }
    expect(fromQuery('?minibatches=3').problems).toEqual([
      'Setting "minibatches" was rounded from 3 to 2: "minibatches" must divide "rolloutBatch" (64).',
    ]);
    expect(fromQuery('?rolloutBatch=63')).toMatchObject({
      settings: { rolloutBatch: 63, minibatches: 1 },
      problems: ['Setting "minibatches" was rounded from 2 to 1: "minibatches" must divide "rolloutBatch" (63).'],
    });
    for (const query of ['?rolloutBatch=63&minibatches=3', '?minibatches=3&rolloutBatch=63']) {
      expect(fromQuery(query)).toMatchObject({ settings: { rolloutBatch: 63, minibatches: 3 }, problems: [] });
    }
  });

  test('of a long name or value a sentence quotes the beginning alone', () => {
    const long = 'z'.repeat(5000);
    const { problems } = fromQuery(`?${long}=1&klCoef=${long}&backend=${long}`);
    expect(problems).toHaveLength(3);
    for (const problem of problems) {
      expect(problem).toContain(`"${long.slice(0, 40)}…"`);
      expect(problem.length).toBeLessThan(200);
    }
  });

  test('no query whatever breaks it: the settings stay valid and every problem is a sentence', () => {
    const junk = fc.array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom<string>(...KNOB_NAMES)), fc.string()));
    fc.assert(
      fc.property(junk, (pairs) => {
        const { settings, problems } = fromQuery(new URLSearchParams(pairs).toString());
        for (const name of KNOB_NAMES) {
          expect(checkKnob(name, settings[name])).toEqual({ value: settings[name] });
        }
        expect(fitSettings(settings)).toEqual({ settings, sentences: [] });
        for (const problem of problems) expect(problem).toMatch(/\.$/);
      }),
    );
  });
});
