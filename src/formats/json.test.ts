import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, MOST_LEVELS, parseJson } from './json';

const nested = (levels: number, [open, close]: readonly [string, string]) => open.repeat(levels) + close.repeat(levels);

describe('JSON of strangers', () => {
  it('is parsed as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: MOST_LEVELS - 1, noUnicodeString: false }), (value) => {
        const written = JSON.stringify(value);
        expect(parseJson(written)).toEqual(JSON.parse(written));
      }),
    );
  });

  it('is refused where it is nested too deeply, however deep, and not where brackets stand in a text', () => {
    expect(parseJson(nested(MOST_LEVELS, ['[', ']']))).toHaveLength(1);
    for (const levels of [MOST_LEVELS + 1, 1_000_000]) {
      expect(() => parseJson(nested(levels, ['[', ']']))).toThrow(new JsonError('JSON nested at most 32 levels deep'));
      expect(() => parseJson(nested(levels, ['{"a":', '}']))).toThrow(JsonError);
    }
    const text = `${'['.repeat(100)}\\"${'{'.repeat(100)}`;
    expect(parseJson(JSON.stringify([text]))).toEqual([text]);
  });

  it('is refused where it is none', () => {
    for (const text of ['', '{', '{"a":', '[1,]', 'NaN', "{'a':1}"])
      expect(() => parseJson(text)).toThrow(new JsonError('JSON'));
  });
});
