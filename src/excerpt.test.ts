import { describe, expect, it } from 'vitest';
import { cutInMiddle, excerpt } from './excerpt';

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

describe('a name', () => {
  it('is whole while it is short, and keeps its beginning and its end where it is long', () => {
    expect(cutInMiddle('rankings (2)')).toBe('rankings (2)');
    expect(cutInMiddle('x'.repeat(28))).toBe('x'.repeat(28));
    expect(cutInMiddle(`rlhf-playground-rankings-${'x'.repeat(300)}-of-mia (2)`)).toBe('rlhf-playgroun…xx-of-mia (2)');
    expect(Array.from(cutInMiddle('🦉'.repeat(60)))).toHaveLength(28);
  });
});
