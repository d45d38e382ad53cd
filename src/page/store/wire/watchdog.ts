/**
 * Notices a worker that neither answers nor fails: it hangs, or has closed itself. It is asked every few seconds, and
 * answers between two micro-steps. Only questions count, not time: a laptop that slept has asked nothing meanwhile.
 */
export const ASK_EVERY = 5000;
/** Two minutes' worth: longer than the longest micro-step on the slowest machine. */
export const MOST_UNANSWERED = 24;

export interface Watchdog {
  /** The worker has said something. */
  heard(): void;
  stop(): void;
}

/** Asks again and again, and calls `silent` once `MOST_UNANSWERED` questions in a row have had no answer. */
export function createWatchdog(ask: () => void, silent: () => void): Watchdog {
  let unanswered = 0;
  const stop = () => {
    clearInterval(timer);
  };
  const timer = setInterval(() => {
    if (unanswered === MOST_UNANSWERED) {
      stop();
      silent();
      return;
    }
    unanswered++;
    ask();
  }, ASK_EVERY);
  return {
    heard: () => {
      unanswered = 0;
    },
    stop,
  };
}
