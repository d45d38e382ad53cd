import { beforeEach, describe, expect, it } from 'vitest';
import { readyPort } from '../../testing/readyPort';
import { Crew } from '../lm/crew/crew';
import { SpeedWatch } from './speedWatch';

const MINUTE = 60_000;

/** Milliseconds of a step by the number of workers. */
type Speeds = Readonly<Record<number, number>>;

/** A phone: two fast cores and two slow ones. Warm, each further core slows down all of them. */
const COOL: Speeds = { 1: 40, 2: 21, 4: 15 };
const WARM: Speeds = { 1: 60, 2: 58, 4: 61 };

const timingsOf = (speeds: Speeds) => [1, 2, 4].map((workers) => ({ workers, millisecondsPerStep: speeds[workers] }));

let clock: number;
let phone: Speeds;
let timed: number[];
let crew: Crew;
let watch: SpeedWatch;

beforeEach(async () => {
  [clock, phone, timed] = [0, COOL, []];
  crew = new Crew(readyPort);
  await crew.resize(4);
  const time = () => {
    timed.push(crew.members);
    return Promise.resolve(phone[crew.members]);
  };
  watch = new SpeedWatch({ crew, most: 4, now: () => clock, time });
  watch.know('S', timingsOf(COOL));
});

async function afterMinutes(minutes: number) {
  clock += minutes * MINUTE;
  return watch.look('S');
}

describe('a machine that trains', () => {
  it('is looked at once a minute, with one step', async () => {
    expect(await afterMinutes(0.9)).toBeNull();
    expect(timed).toEqual([]);
    expect(await afterMinutes(0.1)).toBeNull();
    expect(timed).toEqual([4]);
    expect(await afterMinutes(0.9)).toBeNull();
    expect(timed).toEqual([4]);
    expect(crew.members).toBe(4);
  });

  it('that has slowed down gets the number of workers that is the fastest now', async () => {
    phone = WARM;
    expect(await afterMinutes(1)).toEqual(timingsOf(WARM));
    expect(timed).toEqual([4, 1, 2, 4]);
    expect(crew.members).toBe(1);
  });

  it('is not timed again for being as slow as it was found', async () => {
    phone = WARM;
    await afterMinutes(1);
    expect(await afterMinutes(1)).toBeNull();
    expect(timed).toEqual([4, 1, 2, 4, 1]);
  });

  it('gets them back when it has cooled down', async () => {
    phone = WARM;
    await afterMinutes(1);
    phone = COOL;
    expect(await afterMinutes(1)).toEqual(timingsOf(COOL));
    expect(crew.members).toBe(4);
  });

  it('is left alone where the clock is too coarse to time a step', async () => {
    watch.know('S', timingsOf({ 1: 0, 2: 0, 4: 0 }));
    expect(await afterMinutes(1)).toBeNull();
    watch.know('S', timingsOf(COOL));
    phone = { 4: 0 };
    expect(await afterMinutes(1)).toBeNull();
    expect(timed).toEqual([4, 4]);
  });

  it('is timed at once for another size, and where nothing is known', async () => {
    phone = { 1: 200, 2: 101, 4: 99 };
    expect(await watch.look('M')).toEqual(timingsOf(phone));
    expect(crew.members).toBe(2);
    expect(await watch.look('M')).toBeNull();
    await crew.resize(1);
    expect(await watch.takeFastest('M')).toBeNull();
    expect(crew.members).toBe(2);
    expect(await watch.takeFastest('XS')).toEqual(timingsOf(phone));
  });
});
