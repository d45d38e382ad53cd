import { describe, expect, it } from 'vitest';
import { qrPath, QUIET_BORDER } from './qrPath';

/** Whether a square is dark, read back from the path. */
function squaresOf(path: string): ReadonlySet<string> {
  return new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
}

describe('a QR code', () => {
  it('has a finder pattern in three corners, none in the fourth, and nothing on its border', () => {
    const { size, path } = qrPath('https://school.example/?show=klCoef');
    const dark = squaresOf(path);
    const isFinder = (left: number, top: number) =>
      [0, 1, 2, 3, 4, 5, 6].every((x) =>
        [0, 1, 2, 3, 4, 5, 6].every((y) => {
          const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
          return dark.has(`${left + x} ${top + y}`) === (ring !== 2);
        }),
      );
    const [near, far] = [QUIET_BORDER, size - QUIET_BORDER - 7];
    expect([isFinder(near, near), isFinder(far, near), isFinder(near, far)]).toEqual([true, true, true]);
    expect(isFinder(far, far)).toBe(false);
    for (const square of dark) {
      for (const place of square.split(' ').map(Number)) {
        expect(place).toBeGreaterThanOrEqual(QUIET_BORDER);
        expect(place).toBeLessThan(size - QUIET_BORDER);
      }
    }
  });

  it('differs for another text, and refuses one that it cannot hold', () => {
    expect(qrPath('a').path).not.toBe(qrPath('b').path);
    expect(qrPath('x'.repeat(2900)).size).toBeGreaterThan(100);
    expect(() => qrPath('x'.repeat(3000))).toThrow();
  });
});
