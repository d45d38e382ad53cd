import { describe, expect, it } from 'vitest';
import { cutInMiddle, cutNames, excerpt, fewOf, quote } from './excerpt';

describe('an excerpt', () => {
  it('is the text itself up to forty letters, and from there on forty letters and an ellipsis', () => {
    expect(excerpt('')).toBe('');
    expect(excerpt('x'.repeat(40))).toBe('x'.repeat(40));
    expect(excerpt('x'.repeat(41))).toBe(`${'x'.repeat(40)}…`);
    expect(excerpt('x'.repeat(300_000))).toBe(`${'x'.repeat(40)}…`);
  });

  it('never cuts a letter of two code units in half', () => {
    expect(excerpt('🦉'.repeat(40))).toBe('🦉'.repeat(40));
    expect(excerpt(`x${'🦉'.repeat(60)}`)).toBe(`x${'🦉'.repeat(39)}…`);
  });
});

describe('a quoted value', () => {
  it('is written as it came, in few letters, whatever it is', () => {
    expect(['a', 1, NaN, Infinity, null, undefined, true, [1], { a: 1 }].map(quote)).toEqual([
      ...['"a"', '1', 'NaN', 'Infinity', 'null', 'undefined', 'true', '[1]', '{"a":1}'],
    ]);
    expect(quote(JSON.parse('{"toString":1,"valueOf":1}'))).toBe('{"toString":1,"valueOf":1}');
    expect(quote(new Array(1000).fill('x'))).toHaveLength(41);
  });
});

describe('the first few of many', () => {
  it('are named, and the others counted', () => {
    expect(fewOf(['a', 'b'], quote)).toBe('"a", "b"');
    expect(fewOf(Array.from('abcdefgh'), (each) => each)).toBe('a, b, c, d, e, f, g, h');
    expect(fewOf(Array.from('abcdefghij'), (each) => each)).toBe('a, b, c, d, e, f, g, h, and 2 more');
  });
});

describe('a name', () => {
  it('is whole while it is short, and keeps its beginning and its end where it is long', () => {
    expect(cutInMiddle('rankings (2)')).toBe('rankings (2)');
    expect(cutInMiddle('x'.repeat(28))).toBe('x'.repeat(28));
    expect(cutInMiddle(`rlhf-playground-rankings-${'x'.repeat(300)}-of-mia (2)`)).toBe('rlhf-playgroun…xx-of-mia (2)');
    expect(Array.from(cutInMiddle('🦉'.repeat(60)))).toHaveLength(28);
  });
});

describe('names side by side', () => {
  const beginning = 'rankings of the seventh class of our school, ';

  it('lose what the long ones share, keep their ends, and short ones are whole', () => {
    expect(cutNames([`${beginning}mia`, 'short', `${beginning}mona`])).toEqual(['…mia', 'short', '…mona']);
    expect(cutNames([`${beginning}a`])).toEqual([cutInMiddle(`${beginning}a`)]);
  });

  it('stay whole where they would look alike', () => {
    const names = ['x', 'y'].flatMap((first) =>
      ['1', '2'].map((n) => `${first}${'-'.repeat(30)}${n}${'-'.repeat(30)}`),
    );
    expect(new Set(cutNames(names)).size).toBe(4);
    expect(cutNames(names)).toEqual(names);
  });
});
