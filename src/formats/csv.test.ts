import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv';

const words = fc.string({ unit: fc.constantFrom('a', 'β', ' ', ',', '"', '\n', '\r', '\r\n', '0', '=') });
const cells = fc.oneof(words, fc.double(), fc.constant(null));

describe('CSV', () => {
  test('comes back as it was written, quotes, commas and line ends in the cells included', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cells, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), (rows) => {
        expect(readCsv(writeCsv(rows))).toEqual(
          rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
        );
      }),
    );
  });

  test('keeps every digit of a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(Number(readCsv(writeCsv([[value]]))[0][0])).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('is what RFC 4180 asks for', () => {
    const rows = [
      ['step', 'a "b"', null],
      [1, 'x,y', 0.5],
    ];
    expect(writeCsv(rows)).toBe('step,"a ""b""",\r\n1,"x,y",0.5\r\n');
  });

  test('is refused where a quote does not end, or a cell goes on after it', () => {
    expect(() => readCsv('a\n"b')).toThrow('does not end');
    expect(() => readCsv('a\n"b"c')).toThrow('Row 2 of the CSV has "c" after a closing quote.');
  });
});
