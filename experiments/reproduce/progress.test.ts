import { describe, expect, test } from 'vitest';
import { barOf, progressOf, type ScheduleState } from './progress';

const state = (part: Partial<ScheduleState>): ScheduleState => ({
  done: [],
  running: [],
  waiting: [],
  cores: 2,
  ...part,
});
const waiting = (...seeds: number[]) => seeds.map((seed) => ({ seed, minutes: 4 }));
const running = (elapsed: number, seed = 0) => ({ seed, expected: 4, elapsed });

describe('the progress of a schedule', () => {
  test('counts what running jobs have worked', () => {
    const { share, minutesLeft } = progressOf(state({ running: [running(1), running(1, 1)], waiting: waiting(2, 3) }));
    expect(share).toBeCloseTo(2 / 16, 12);
    expect(minutesLeft).toBeCloseTo(14 / 2, 12);
  });

  test('waits for the seed that has the most to do, since its jobs follow one another', () => {
    expect(progressOf(state({ running: [running(1)], waiting: waiting(0, 0) })).minutesLeft).toBeCloseTo(11, 12);
  });

  test('learns from the jobs that are done how slow the machine is', () => {
    const done = [{ expected: 2, took: 6 }];
    expect(progressOf(state({ done, waiting: waiting(0, 1) })).minutesLeft).toBeCloseTo(12, 12);
  });

  test('never says that nothing is left while a job is overdue, and takes the others for slow as well', () => {
    const overdue = progressOf(state({ running: [running(8)], waiting: waiting(1), cores: 1 }));
    const slow = (8 * 1.1) / 4;
    expect(overdue.minutesLeft).toBeCloseTo(0.8 + slow * 4, 12);
    expect(overdue.share).toBeLessThan(1);
  });

  test('of nothing at all is none', () => {
    expect(progressOf(state({}))).toEqual({ share: 0, minutesLeft: 0 });
  });
});

test('a bar shows that something is done, and that something is left', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map((share) => barOf(share, 4))).toEqual([
    '[....]',
    '[#...]',
    '[##..]',
    '[###.]',
    '[####]',
  ]);
});
