import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonLines, writeJsonLines } from './jsonl';
import { FileError } from './safetensors';

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer;

describe('JSON Lines', () => {
  it('come back as they were written, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ noUnicodeString: false })), (values) => {
        const written = values.map((value) => JSON.parse(JSON.stringify(value)) as unknown);
        expect(readJsonLines(writeJsonLines(written))).toEqual(written.map((value, i) => ({ line: i + 1, value })));
      }),
    );
  });

  it('count empty lines and both ends of line', () => {
    expect(readJsonLines(bytesOf('{"a":1}\r\n\n  \n[2]'))).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 4, value: [2] },
    ]);
    expect(readJsonLines(new ArrayBuffer(0))).toEqual([]);
  });

  it('are read no further than is asked', () => {
    const bytes = bytesOf('1\n\n2\n3\n{');
    expect(readJsonLines(bytes, 2).map(({ line, value }) => [line, value])).toEqual([
      [1, 1],
      [3, 2],
    ]);
    expect(() => readJsonLines(bytes, 4)).toThrow(/^Line 5: /);
  });

  it('names the line that is no JSON, and bytes that are no text', () => {
    expect(() => readJsonLines(bytesOf('{"a":1}\n{"a":'))).toThrow(
      new FileError('Line 2: expected JSON, got "{"a":".'),
    );
    expect(() => readJsonLines(Uint8Array.of(0xff, 0xfe, 0x00).buffer)).toThrow(FileError);
  });

  it('never fails but with a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          readJsonLines(new Uint8Array(bytes).buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      }),
    );
  });
});
