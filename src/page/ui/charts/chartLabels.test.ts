import { describe, expect, test } from 'vitest';
import { placeMarks } from './chartLabels';
import type { Scale } from './chartScale';

const wide: Scale = { width: 600, height: 200, x: [1, 60], y: [0, 1], yTicks: [0, 1] };

describe('the marks of changes', () => {
  test('are those in view, with their words; those of one iteration together', () => {
    const marks = [
      { iteration: 10, change: 'klCoef 0.2 → 0' },
      { iteration: 10, change: 'clipRange 0.2 → 0.1' },
      { iteration: 99, change: 'klCoef 0 → 1' },
    ];
    expect(placeMarks(marks, wide)).toEqual([
      { iteration: 10, label: 'KL penalty 0.2 → 0, clip range 0.2 → 0.1', line: 0, before: false },
    ]);
  });

  test('write under each other where they would overlap, and left of the line at the right edge', () => {
    const marks = [5, 8, 58].map((iteration) => ({ iteration, change: 'klCoef 0.2 → 0' }));
    expect(placeMarks(marks, wide).map(({ line, before }) => [line, before])).toEqual([
      [0, false],
      [1, false],
      [0, true],
    ]);
  });

  test('are symbols on a small chart', () => {
    const [{ label }] = placeMarks([{ iteration: 5, change: 'klCoef 0.2 → 0' }], { ...wide, width: 180 });
    expect(label).toBe('β 0.2 → 0');
  });
});
