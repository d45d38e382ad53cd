/** Every stylesheet of the page makes its spaces of theme.css's tokens, and changes its layout at the widths named there. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const WIDTHS = [480, 640, 760, 1000, 1150];

const PAGE = 'src/page';
const SHEETS = readdirSync(PAGE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));
const contentOf = (name: string) => readFileSync(`${PAGE}/${name}`, 'utf8').replaceAll(/\/\*.*?\*\//gs, '');

/** Margins, paddings and gaps with a length that is neither a token, a hairline of up to 4 px nor the type's own em. */
function rawSpaces(css: string): readonly string[] {
  const spaces = css.matchAll(/(?<![\w-])(?:margin|padding|gap|row-gap|column-gap)(?:-[a-z-]+)?:([^;}]*)/g);
  return [...spaces].flatMap(([declaration, value]) => {
    const lengths = [...value.matchAll(/(?<![\w.])(\d*\.?\d+)(rem|px|pt|cm)\b/g)];
    const isRaw = lengths.some(([, number, unit]) => unit !== 'px' || Number(number) > 4);
    return isRaw || /--space-(?![1-8]\))/.test(value) ? [declaration.trim()] : [];
  });
}

/** Widths in media queries that are none of the five. */
function rawWidths(css: string): readonly string[] {
  const conditions = css.matchAll(/@media[^{]*/g);
  return [...conditions].flatMap(([query]) =>
    [...query.matchAll(/\(([^)]*\bwidth\b[^)]*)\)/g)].flatMap(([, condition]) => {
      const [, edge, number] = /^(min|max)-width: (\d+)px$/.exec(condition) ?? [];
      return WIDTHS.includes(Number(number) - (edge === 'min' ? 1 : 0)) ? [] : [condition];
    }),
  );
}

describe('the stylesheets', () => {
  it.each(SHEETS)('%s makes its spaces of tokens, and changes its layout at the five widths', (name) => {
    const css = contentOf(name);
    expect(rawSpaces(css)).toEqual([]);
    expect(rawWidths(css)).toEqual([]);
  });

  it.each([
    'padding: 0.3rem var(--space-2)',
    'margin-inline: 12px',
    'gap: calc(2 * 0.5rem)',
    'row-gap: var(--space-9)',
    'margin-top: -0.4rem',
  ])('are refused with %s', (declaration) => {
    expect(rawSpaces(`.planted {\n  color: red;\n  ${declaration};\n}`)).toEqual([declaration]);
  });

  it.each(['padding: 0.25em 0.7em', 'margin: -1px auto 0', 'gap: calc(37.5% + var(--space-4))', 'top: 3rem'])(
    'may hold %s',
    (declaration) => {
      expect(rawSpaces(`.planted { ${declaration} }`)).toEqual([]);
    },
  );

  it.each([
    ['(max-width: 759px)', ['max-width: 759px']],
    ['(min-width: 760px)', ['min-width: 760px']],
    ['(max-width: 40rem)', ['max-width: 40rem']],
    ['(width > 760px)', ['width > 760px']],
    ['(min-width: 761px) and (min-height: 620px)', []],
    ['(min-width: 761px) and (max-width: 1150px)', []],
    ['(pointer: coarse)', []],
  ])('are asked for their width in %s', (query, expected) => {
    expect(rawWidths(`@media ${query} { .planted { color: red } }`)).toEqual(expected);
  });
});
