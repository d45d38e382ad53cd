import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileError, readSafetensors, writeSafetensors, type Safetensors } from './safetensors';

const example: Safetensors = {
  tensors: [
    { name: 'wte.weight', shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-8, 6) },
    { name: 'ln_f.bias', shape: [2], values: Float32Array.of(0.25, -0.5) },
  ],
  metadata: { format: 'pt', seed: '0' },
};

const withHeader = (header: unknown, body = 0) => withText(JSON.stringify(header), body);

const floats = (offsets: readonly [number, number]) => ({ dtype: 'F32', shape: [2], data_offsets: offsets });

function withText(header: string, body = 0): ArrayBuffer {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + body);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes.buffer;
}

describe('safetensors', () => {
  it('reads back what it wrote, names, shapes, numbers and metadata', () => {
    expect(readSafetensors(writeSafetensors(example))).toEqual(example);
  });

  it('writes a header of a length divisible by eight, as the official writer does', () => {
    expect(Number(new DataView(writeSafetensors(example)).getBigUint64(0, true)) % 8).toBe(0);
  });

  it.each([
    ['an empty file', new ArrayBuffer(0), /only 0 bytes/],
    ['a file cut short', writeSafetensors(example).slice(0, -4), /should have \d+ bytes, it has \d+/],
    ['a file cut within its header', writeSafetensors(example).slice(0, 40), /header should have/],
    ['a text file', new TextEncoder().encode('hello, this is some other file').buffer, /not a safetensors file/],
    ['a header that is no object', withHeader([1]), /not a JSON object/],
    ['another number format', withHeader({ a: { dtype: 'F16', shape: [1], data_offsets: [0, 2] } }, 2), /F32/],
    ['a shape that does not fit', withHeader({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 4] } }, 4), /12 bytes/],
    [
      'a number format that is no text',
      withHeader({ a: { dtype: { toString: 1, valueOf: 1 }, shape: [1], data_offsets: [0, 4] } }, 4),
      /it holds \{"toString":1,"valueOf":1\}\.$/,
    ],
    [
      'a header nested deeply',
      withText('['.repeat(100_000)),
      /its header should be JSON nested at most 32 levels deep\.$/,
    ],
    ['a header that is no JSON', withText('{"a":'), /its header should be JSON\.$/],
    [
      'tensors that overlap',
      withHeader({ a: floats([0, 8]), b: floats([4, 12]) }, 12),
      /"b" should begin at byte 8, they begin at 4/,
    ],
    ['an offset below nothing', withHeader({ a: floats([-4, 4]) }, 8), /its offsets say otherwise/],
    ['an offset beyond all memory', withHeader({ a: floats([2 ** 60, 2 ** 60 + 8]) }, 8), /its offsets say otherwise/],
    [
      'a shape beyond all memory',
      withHeader({ a: { ...floats([0, 8]), shape: [2 ** 52, 2 ** 52] } }, 8),
      /should take 8\.1\d+e\+31 bytes, its offsets say otherwise/,
    ],
    [
      'a hole between tensors',
      withHeader({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, 8),
      /begin at byte 0/,
    ],
  ])('refuses %s with a sentence', (_, bytes, sentence) => {
    expect(() => readSafetensors(bytes)).toThrow(FileError);
    expect(() => readSafetensors(bytes)).toThrow(sentence);
  });

  it('quotes the beginning alone of a long name, number format or shape', () => {
    const long = 'z'.repeat(50_000);
    const entry = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
    for (const header of [
      { [long]: 1 },
      { [long]: { ...entry, data_offsets: [4, 8] } },
      { a: { ...entry, dtype: long } },
      { a: { ...entry, shape: Array.from({ length: 20_000 }, () => 2) } },
    ]) {
      expect(() => readSafetensors(withHeader(header, 8))).toThrow(/^[^]{1,250}$/);
    }
  });

  it('refuses numbers that are not finite', () => {
    const broken = { ...example, tensors: [{ name: 'a', shape: [1], values: Float32Array.of(NaN) }] };
    expect(() => readSafetensors(writeSafetensors(broken))).toThrow(/not finite/);
  });

  it('never fails otherwise than with a FileError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(160), (noise, at) => {
        const bytes = new Uint8Array(writeSafetensors(example));
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        try {
          readSafetensors(bytes.buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      }),
    );
  });
});
