/** Spaces out calls: what is asked for more often than it may happen happens once for all that asked meanwhile. */

export interface Clock {
  /** Milliseconds, from any beginning. */
  now(): number;
  after(milliseconds: number, run: () => void): void;
}

const pageClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    setTimeout(run, milliseconds);
  },
};

/** Returns how to ask for `act`, which runs at once if `atOnce` is true or the last call lies that many milliseconds back. */
export function throttle(act: () => void, milliseconds: number, clock: Clock = pageClock): (atOnce?: boolean) => void {
  let wanted = false;
  let scheduled = false;
  let ranAt = -Infinity;

  function run(): void {
    wanted = false;
    ranAt = clock.now();
    act();
  }

  return (atOnce = false) => {
    wanted = true;
    const due = ranAt + milliseconds - clock.now();
    if (atOnce || due <= 0) {
      run();
    } else if (!scheduled) {
      scheduled = true;
      clock.after(due, () => {
        scheduled = false;
        if (wanted) run();
      });
    }
  };
}
