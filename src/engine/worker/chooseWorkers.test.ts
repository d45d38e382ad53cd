import { describe, expect, it } from 'vitest';
import { readyPort } from '../../testing/readyPort';
import { Crew } from '../lm/crew/crew';
import { areComplete, atMostCores, fastest, mostWorkers, timeWorkers, workersToTime } from './chooseWorkers';

const timed = (...milliseconds: readonly number[]) =>
  milliseconds.map((millisecondsPerStep, i) => ({ workers: 2 ** i, millisecondsPerStep }));

describe('the number of workers', () => {
  it('leaves a core to the page where there are more than two, and is eight at most', () => {
    expect([1, 2, 3, 4, 8, 9, 64].map(mostWorkers)).toEqual([1, 2, 2, 3, 7, 8, 8]);
  });

  it('is what the learner wants, but for workers without a core', () => {
    expect([1, 2, 3, 8].map((wanted) => atMostCores(wanted, 2))).toEqual([1, 2, 2, 2]);
    expect([1, 8, 9].map((wanted) => atMostCores(wanted, 16))).toEqual([1, 8, 8]);
  });

  it('is tried by doubling, and at its most', () => {
    expect([1, 2, 3, 7, 8].map(workersToTime)).toEqual([[1], [1, 2], [1, 2, 3], [1, 2, 4, 7], [1, 2, 4, 8]]);
  });

  it('is timed with that many at work', async () => {
    const crew = new Crew(readyPort);
    const timings = await timeWorkers(crew, 3, () => Promise.resolve(60 / crew.members));
    expect(timings).toEqual([
      { workers: 1, millisecondsPerStep: 60 },
      { workers: 2, millisecondsPerStep: 30 },
      { workers: 3, millisecondsPerStep: 20 },
    ]);
  });

  it('is no greater than that of the helpers that start', async () => {
    let started = 0;
    const crew = new Crew(() =>
      ++started > 1
        ? { ...readyPort(), listen: () => undefined, onFailure: (failed) => failed('No memory.') }
        : readyPort(),
    );
    expect((await timeWorkers(crew, 8, () => Promise.resolve(1))).map(({ workers }) => workers)).toEqual([1, 2]);
  });

  it('is not timed any more once a helper is lost in the middle', async () => {
    const crew = new Crew(readyPort);
    const time = async () => {
      if (crew.members === 2) await crew.resize(1);
      return 10;
    };
    const timings = await timeWorkers(crew, 4, time);
    expect(timings).toEqual([{ workers: 1, millisecondsPerStep: 10 }]);
    expect(areComplete(timings, 4)).toBe(false);
    expect(areComplete(timings, 1)).toBe(true);
    expect(areComplete(timed(40, 24, 14), 4)).toBe(true);
    expect(areComplete(timed(40, 24, 14), 3)).toBe(false);
  });

  it('is no greater than there may be here', () => {
    expect(fastest(timed(40, 24, 14), 3).workers).toBe(2);
  });

  it('is the least that is nearly as fast as any greater', () => {
    expect(fastest(timed(40, 24, 14)).workers).toBe(4);
    expect(fastest(timed(40, 24, 23)).workers).toBe(2);
    expect(fastest(timed(40, 38, 41)).workers).toBe(1);
    expect(fastest(timed(40)).workers).toBe(1);
  });
});
