import { describe, expect, it } from 'vitest';
import { excerpt } from './excerpt';

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
