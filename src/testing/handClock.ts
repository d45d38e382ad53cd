/** A clock for tests that stands until it is moved on by hand. */
import type { Clock } from '../page/store/wire/throttle';

export function handClock(): Clock & { readonly pass: (milliseconds: number) => void } {
  let now = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds, run) => {
      timers.push({ at: now + milliseconds, run });
    },
    pass: (milliseconds) => {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
    },
  };
}
