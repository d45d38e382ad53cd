import { describe, expect, test } from 'vitest';
import { text } from '../../text/text';
import { placeMarks } from './chartLabels';
import type { Scale } from './chartScale';

const TURNED = { knob: 'klCoef', from: 0.2, to: 0 };

const wide: Scale = { width: 600, height: 200, rem: 15, x: [1, 60], y: [0, 1], yTicks: [0, 1] };

describe('the marks of changes', () => {
  test('are those in view, with their words; those of one iteration together', () => {
    const marks = [
      { iteration: 10, change: { knob: 'klCoef', from: 0.2, to: 0 } },
      { iteration: 10, change: { knob: 'clipRange', from: 0.2, to: 0.1 } },
      { iteration: 99, change: { knob: 'klCoef', from: 0, to: 1 } },
    ];
    expect(placeMarks(marks, wide)).toEqual([
      { iteration: 10, label: 'KL penalty 0.2 → 0, clip range 0.2 → 0.1', line: 0, before: false },
    ]);
  });

  test('write under each other where they would overlap, and left of the line at the right edge', () => {
    const marks = [5, 8, 58].map((iteration) => ({ iteration, change: TURNED }));
    expect(placeMarks(marks, wide).map(({ line, before }) => [line, before])).toEqual([
      [0, false],
      [1, false],
      [0, true],
    ]);
  });

  test('are symbols on a small chart', () => {
    const [{ label }] = placeMarks([{ iteration: 5, change: TURNED }], { ...wide, width: 180 });
    expect(label).toBe('β 0.2 → 0');
  });

  test('say what became of a switch and of a choice, and call a knob that the page does not have by its bare name', () => {
    const marks = [
      { iteration: 5, change: { knob: 'sharedTrunk', from: false, to: true } },
      { iteration: 5, change: { knob: 'adamForm', from: 'pytorch', to: 'tensorflow1' } },
      { iteration: 5, change: { knob: 'noSuchKnob', from: 0, to: 0.01 } },
    ];
    const [{ label }] = placeMarks(marks, wide);
    const { sharedTrunk, adamForm } = text.knobs;
    expect(label).toBe(
      `${sharedTrunk.label} false → true, ${adamForm.label} pytorch → tensorflow1, noSuchKnob 0 → 0.01`,
    );
  });
});
