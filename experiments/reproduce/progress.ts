/** How far a schedule is, told from the time that its jobs took and were expected to take, all in minutes of one core. */

export interface Underway {
  readonly seed: number;
  readonly expected: number;
  readonly elapsed: number;
}

export interface ScheduleState {
  readonly done: readonly { readonly expected: number; readonly took: number }[];
  readonly running: readonly Underway[];
  readonly waiting: readonly { readonly seed: number; readonly minutes: number }[];
  readonly cores: number;
}

/** A job that takes longer than expected is taken to need this share of its time once more. */
const OVERDUE = 0.1;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** How much longer jobs take than was expected of them: those that are done, and those that are overdue already. */
function slowness({ done, running }: ScheduleState): number {
  const told = [...done, ...running.filter((job) => job.elapsed > job.expected).map(overdueAsDone)];
  return told.length === 0 ? 1 : sum(told.map(({ took }) => took)) / sum(told.map(({ expected }) => expected));
}

function overdueAsDone({ expected, elapsed }: Underway) {
  return { expected, took: elapsed * (1 + OVERDUE) };
}

/**
 * The share of the work that is done, below 1 until all of it is, and the minutes that are left: jobs of one seed follow
 * one another, so that the seed with the most to do can take longer than the cores together.
 */
export function progressOf(state: ScheduleState): { readonly share: number; readonly minutesLeft: number } {
  const slow = slowness(state);
  const left = [
    ...state.running.map(({ seed, expected, elapsed }) => ({
      seed,
      minutes: Math.max(slow * expected - elapsed, OVERDUE * elapsed),
    })),
    ...state.waiting.map(({ seed, minutes }) => ({ seed, minutes: slow * minutes })),
  ];
  const all = sum(left.map(({ minutes }) => minutes));
  const chains = left.map(({ seed }) => sum(left.filter((job) => job.seed === seed).map(({ minutes }) => minutes)));
  const worked = sum(state.done.map(({ took }) => took)) + sum(state.running.map(({ elapsed }) => elapsed));
  return {
    share: all + worked === 0 ? 0 : worked / (all + worked),
    minutesLeft: Math.max(all / state.cores, ...chains),
  };
}

/** A bar as text. Where something is done, or left, it shows. */
export function barOf(share: number, width = 20): string {
  const filled = Math.min(Math.max(Math.round(share * width), share > 0 ? 1 : 0), share < 1 ? width - 1 : width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
}
