import { describe, expect, test } from 'vitest';
import { estimate } from '../rlhf/estimates';
import { measured } from './evaluateRun';

describe('what the page is told of an estimate', () => {
  const of = (...values: readonly number[]) =>
    estimate(values.map((value, i) => ({ prompt: `${i}`, of: value, over: 1 })));

  test('a mean with its error', () => {
    expect(measured(of(0, 1))).toEqual({ value: 0.5, error: 0.5 });
  });

  test('no error where all answers are alike, or where one prompt is all there is', () => {
    expect(measured(of(0, 0, 0))).toEqual({ value: 0, error: null });
    expect(measured(of(0.3, 0.3, 0.3))).toMatchObject({ error: null });
    expect(measured(of(1))).toEqual({ value: 1, error: null });
  });

  test('nothing where nothing counts', () => {
    expect(measured(of())).toBeNull();
  });
});
