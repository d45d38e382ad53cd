import { describe, expect, test, vi } from 'vitest';
import { BadOption } from '../commandLine';
import { neededBy, plannedRows, possibleRows, type PlannedRow, type Torch } from './options';
import { canRun, isTorch, MEASURES, PLACES, TORCHES, type TorchName } from './plan';

const TORCH: Torch = { version: '2', compileFault: null };
const EAGER: Torch = { version: '2', compileFault: 'There is no compiler.' };

const planned = (...args: string[]) => plannedRows(args, () => TORCH) ?? [];

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
    [['--with', 'abacus'], '--with takes fused, '],
    [['--with', 'torch', '--where', 'chromium'], 'Nothing to measure: torch cannot run in such a row.'],
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

  test('choose the rows in which someone takes part', () => {
    const rows = planned('--with', 'jax,torch', '--sizes', 'M');
    expect(rows.map(({ place, backend, measure: { work } }) => [place, backend, work])).toEqual([
      ['chromium', 'webgpu', 'training'],
      ['chromium', 'wasm', 'training'],
      ['node', 'wasm', 'training'],
      ['node', 'wasm', 'rollout'],
      ['node', 'wasm', 'iteration'],
    ]);
    expect(rows.every(({ contestants }) => contestants.some((name) => name === 'jax' || name === 'torch'))).toBe(true);
  });

  test('may ask for help', () => {
    expect(plannedRows(['--help'], () => null)).toBeNull();
  });
});

describe('PyTorch', () => {
  const names = Object.keys(TORCHES) as TorchName[];
  const rows = planned('--where', 'node', '--backends', 'wasm');
  const about = rows.filter(({ contestants }) => contestants.some(isTorch));

  test('runs in Node’s place, beside WASM, against one worker and two', () => {
    for (const name of names) {
      expect(PLACES.filter((place) => canRun(name, 'wasm', place))).toEqual(['node']);
      expect(canRun(name, 'webgpu', 'node') || canRun(name, 'cpu', 'node')).toBe(false);
    }
    expect(planned().filter(({ contestants }) => contestants.some(isTorch))).toEqual(about);
    expect(about.map(({ measure: { work, size } }) => `${work} ${size}`).sort()).toEqual([
      'iteration M',
      'iteration S',
      'rollout M',
      'rollout S',
      'training M',
      'training S',
    ]);
    for (const { contestants } of about) expect(contestants).toEqual(['fused', 'fused × 2', ...names]);
  });

  test('leaves its rows out where there is none, and its compiled half where that does not work', () => {
    expect(possibleRows(rows, TORCH)).toEqual(rows);
    expect(possibleRows(rows, null)).toEqual(rows.filter((row) => !about.includes(row)));
    const eager = possibleRows(rows, EAGER);
    expect(eager).toHaveLength(rows.length);
    expect([...new Set(eager.flatMap(({ contestants }) => contestants.filter(isTorch)))]).toEqual([
      'torch',
      'torch × 2',
    ]);
  });

  test.each([
    ['torch', null],
    ['torch compiled', EAGER],
    ['torch compiled,torch compiled × 2', EAGER],
  ])('leaves nothing to measure with %j where %j is all there is', (names, torch) => {
    const plan = () => plannedRows(['--with', names], () => torch);
    expect(plan).toThrow(BadOption);
    expect(plan).toThrow(`Nothing to measure: ${names.split(',').join(', ')} cannot run on this machine.`);
  });

  test('brings no row in which nobody takes part who was asked for', () => {
    const isJax = ({ contestants }: PlannedRow) => contestants.includes('jax');
    expect(plannedRows(['--with', 'torch compiled,jax'], () => EAGER)).toEqual(planned().filter(isJax));
    expect(plannedRows(['--with', 'torch compiled,torch'], () => EAGER)).toHaveLength(about.length);
  });

  test('is looked for only if it would take part', () => {
    const found = vi.fn(() => null);
    plannedRows(['--with', 'jax'], found);
    expect(found).not.toHaveBeenCalled();
    plannedRows([], found);
    expect(found).toHaveBeenCalledOnce();
  });
});
