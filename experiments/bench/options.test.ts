import { describe, expect, test } from 'vitest';
import { BadOption } from '../commandLine';
import { neededBy, plannedRows } from './options';
import { MEASURES } from './plan';

const planned = (...args: string[]) => plannedRows(args) ?? [];

describe('the options of the benchmark', () => {
  test('ask for rows with at least two contestants, place by place', () => {
    expect(
      planned('--quick').map(({ place, backend, measure: { work }, rounds }) => [place, backend, work, rounds]),
    ).toEqual([
      ['chromium', 'webgpu', 'training', 2],
      ['chromium', 'webgpu', 'training', 2],
      ['chromium', 'webgpu', 'rollout', 2],
      ['chromium', 'wasm', 'training', 9],
      ['chromium', 'wasm', 'rollout', 9],
    ]);
    expect(planned('--where', 'node', '--backends', 'wasm', '--rounds', '5').every(({ rounds }) => rounds === 5)).toBe(
      true,
    );
    for (const { contestants } of planned()) expect(contestants.length).toBeGreaterThan(1);
    expect(new Set(planned().map(({ measure }) => measure)).size).toBe(MEASURES.length);
  });

  test('that leave nothing to measure are refused', () => {
    expect(() => planned('--quick', '--sizes', 'XS')).toThrow(
      'Nothing to measure: the quick rows have size S, not XS.',
    );
  });

  test.each([
    [['--sizes', 'XL'], '--sizes takes XS, S, M, got XL.'],
    [['--backends', 'wasm,abacus'], '--backends takes webgpu, wasm, cpu, got abacus.'],
    [['--rounds', 'many'], '--rounds takes a whole number from 1, got many.'],
    [['--sizes', ''], '--sizes takes XS, S, M, got nothing.'],
    [['--rounds', '0'], '--rounds takes a whole number from 1, got 0.'],
    [['--sise', 'S'], "Unknown option '--sise'."],
    [['quick'], "Unexpected argument 'quick'."],
  ])('%j are refused with a sentence', (args, sentence) => {
    expect(() => planned(...args)).toThrow(BadOption);
    expect(() => planned(...args)).toThrow(sentence);
  });

  test.each([
    [['--quick'], ['peers']],
    [['--where', 'node', '--backends', 'webgpu'], ['dawn']],
    [['--where', 'node', '--backends', 'wasm'], []],
    [['--backends', 'cpu'], []],
    [[], ['peers', 'dawn']],
  ])('%j need %j besides the project’s own packages', (args, packages) => {
    expect(neededBy(planned(...args))).toEqual(packages);
  });

  test('may ask for help', () => {
    expect(plannedRows(['--help'])).toBeNull();
  });
});
