import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnWriter,
  formatDuration,
  formatError,
  formatExact,
  formatMeasured,
  formatMetric,
  formatTicks,
  formatNumber,
  formatSetting,
  formatShare,
} from './format';
import { roundTicks } from './charts/chartScale';

describe('format', () => {
  it('writes an error after its value, and nothing where there is none', () => {
    expect(formatError(0.0123)).toBe(' ± 0.012');
    expect(formatError(0.0123, formatShare)).toBe(' ± 1.2 %');
    expect([null, undefined, NaN].map((error) => formatError(error))).toEqual(['', '', '']);
  });

  it.each([
    [0, '0.00'],
    [-0, '0.00'],
    [0.65, '0.65'],
    [-1.2345, '−1.23'],
    [0.0421, '0.042'],
    [0.00012, '1.2e-4'],
    [23.456, '23.5'],
    [-0.0001, '−1.0e-4'],
    [12725, '12 725'],
    [NaN, '–'],
    [Infinity, '–'],
  ])('writes %d as %s', (value, written) => {
    expect(formatNumber(value)).toBe(written);
  });

  it('never writes a minus before a zero, nor a hyphen for a minus', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), (value) => {
        for (const written of [formatNumber(value), formatExact(value), formatShare(value)]) {
          expect(written.startsWith('-')).toBe(false);
          expect(written).not.toMatch(/^−0(\.0*)?( %)?$/);
        }
      }),
    );
  });

  it.each([
    [0, '0 %'],
    [-0, '0 %'],
    [1, '100 %'],
    [0.125, '13 %'],
    [0.994, '99 %'],
    [0.997, '99.7 %'],
    [0.9996, '99.96 %'],
    [0.0996, '10 %'],
    [0.0994, '9.9 %'],
    [0.045, '4.5 %'],
    [0.03, '3.0 %'],
    [0.0004, '0.04 %'],
    [-0.015, '−1.5 %'],
    [1e-12, '1e-10 %'],
    [NaN, '–'],
  ])('writes %d as a share of %s', (value, written) => {
    expect(formatShare(value)).toBe(written);
  });

  it('writes no share but zero as zero and none but all as all, and none far from what it is', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
        const read = Number(formatShare(value).replace('−', '-').replace(' %', ''));
        expect(read === 0).toBe(value === 0);
        if (Math.abs(read) === 100) expect(Math.abs(value)).toBeCloseTo(1, 7);
        expect(Math.abs(read - 100 * value)).toBeLessThanOrEqual(Math.abs(value) < 0.0994 ? 0.05 : 0.5);
      }),
    );
  });

  it('writes shares in percent, but not the explained variance, which can be far below zero', () => {
    expect(formatMetric('heldOutAccuracy', 0.676)).toBe('68 %');
    expect(formatMetric('explainedVariance', -0.5)).toBe('−0.50');
  });

  it('says ± where both sides are equally long, else from where to where, and never leaves a share’s range', () => {
    const share = (value: number, error: number | null, interval: readonly [number, number]) =>
      formatMeasured({ value, error, interval }, formatShare);
    expect(share(0.58, 0.03, [0.55, 0.61])).toBe('58 % ± 3.0 %');
    expect(share(1, 0.019, [0.984, 1])).toBe('100 % (98–100 %)');
    expect(share(1 / 12, 0.098, [0.032, 0.1987])).toBe('8.3 % (3.2–20 %)');
    expect(share(1, null, [0.75, 1])).toBe('100 % (75–100 %)');
    expect(formatMeasured({ value: 2, error: 0.5 })).toBe('2.00 ± 0.50');
  });

  it('writes a column with its points below each other, the largest value with six digits, no zero that all could spare', () => {
    const column = (...values: number[]) => values.map(columnWriter(values));
    expect(column(0.5, 0.25, 1)).toEqual(['0.50', '0.25', '1.00']);
    expect(column(12.3456789, 1.5, -0.123456)).toEqual(['12.3457', '1.5000', '−0.1235']);
    expect(column(1000, 3)).toEqual(['1000', '3']);
    expect(column(0, 0)).toEqual(['0', '0']);
    expect(column(0.001, 0.00025)).toEqual(['0.00100', '0.00025']);
  });

  it('writes an axis so that its values can be told apart and read back', () => {
    expect(formatTicks('clipFraction', [0.025, 0.0275, 0.03, 0.0325])).toEqual([
      '2.50 %',
      '2.75 %',
      '3.00 %',
      '3.25 %',
    ]);
    expect(formatTicks('loss', [0.695, 0.6975, 0.7])).toEqual(['0.6950', '0.6975', '0.7000']);
    expect(formatTicks('ratio', roundTicks(0.9996, 1.0004))).toEqual(['0.9995', '1.0000', '1.0005']);
    expect(formatTicks('loss', [-0.5, 0, 0.5])).toEqual(['−0.50', '0.00', '0.50']);
    expect(formatTicks('heldOutAccuracy', [0, 0.5, 1])).toEqual(['0 %', '50 %', '100 %']);
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (low, length) => {
          const ticks = roundTicks(low, low + length);
          const written = formatTicks('kl', ticks);
          expect(new Set(written).size).toBe(ticks.length);
          written.forEach((each, i) => {
            const read = Number(each.replace('−', '-').replaceAll(' ', ''));
            expect(Math.abs(read - ticks[i])).toBeLessThanOrEqual(1e-6 * length);
          });
        },
      ),
    );
  });

  it('writes a setting so that typing it back gives the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100000 }), (steps) => {
        const value = steps * 1e-5;
        expect(Number(formatSetting(value))).toBeCloseTo(value, 12);
      }),
    );
    expect(formatSetting(0.1 + 0.2)).toBe('0.3');
  });

  it.each([
    [14.3, '14 s'],
    [200, '3 min 20 s'],
    [120, '2 min'],
    [3000, '50 min'],
    [-1, '0 s'],
  ])('writes %d seconds as %s', (seconds, written) => {
    expect(formatDuration(seconds)).toBe(written);
  });
});
