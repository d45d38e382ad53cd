import { describe, expect, it } from 'vitest';
import { logRatioOf, shadeOf, SHADES } from './shade';

describe('the shade of a token', () => {
  it('begins at a tenth, and grows at one and a half, two and four times', () => {
    const shades = [1, 1.09, 1.1, 1.49, 1.5, 1.99, 2, 3.99, 4, 1000].map((factor) => shadeOf(Math.log(factor)));
    expect(shades).toEqual([
      'same',
      'same',
      'more-1',
      'more-1',
      'more-2',
      'more-2',
      'more-3',
      'more-3',
      'more-4',
      'more-4',
    ]);
  });

  it('is as strong for a token that is as many times less likely', () => {
    for (const factor of [1.05, 1.2, 1.7, 2.5, 9]) {
      const [more, less] = [shadeOf(Math.log(factor)), shadeOf(-Math.log(factor))];
      expect(less).toBe(more.replace('more', 'less'));
      expect(SHADES).toContain(less);
    }
  });

  it('is none where there is nothing to compare', () => {
    expect(logRatioOf(-1, -3)).toBe(2);
    expect(logRatioOf(null, -3)).toBeNull();
    expect(logRatioOf(-1, undefined)).toBeNull();
    expect(shadeOf(null)).toBe('none');
  });
});
