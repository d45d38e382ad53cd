/** Scalar feedback on a response, "good" or "bad", as it comes from two keys: plain data. */

/** Time on screen, seconds; the end is not part of it. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** One press of the "good" or the "bad" key. */
export interface KeyPress {
  readonly rating: 1 | -1;
  /** Seconds, on the clock of the intervals. */
  readonly time: number;
}

/** Presses on one response, and when each of its tokens was the newest on screen. */
export interface Feedback {
  /** One interval for each token, the end token included; the last one ends when the response disappears. */
  readonly shown: readonly Interval[];
  readonly presses: readonly KeyPress[];
}
