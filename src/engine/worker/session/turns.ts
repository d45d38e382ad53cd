/** The one queue of a session, in which commands and micro-steps take turns: nothing happens in the middle of a step. */
import type { SessionHost } from './sessionHost';

export class Turns {
  private queue: Promise<void> = Promise.resolve();
  /** What waits until messages were let in. */
  private readonly breathing = new Set<Promise<void>>();

  /** `failed` hears of work that failed; what comes after it goes on. */
  constructor(
    private readonly breathe: SessionHost['breathe'],
    private readonly failed: (error: unknown, fatal: boolean) => void,
  ) {}

  /** Does the work after all that was taken before it. Resolves when it has been done, or has failed. */
  take(work: () => Promise<void>, fatal = false): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => this.failed(error, fatal));
    return this.queue;
  }

  /** Takes the work once messages were let in, for at least the given milliseconds. */
  later(milliseconds: number, work: () => Promise<void>): void {
    const breath = this.breathe(milliseconds)
      .then(() => this.take(work))
      .finally(() => this.breathing.delete(breath));
    this.breathing.add(breath);
  }

  /** Resolves when nothing waits for its turn any more, whatever was taken meanwhile included. */
  async settled(): Promise<void> {
    let queue: Promise<void>;
    do {
      await Promise.all(this.breathing);
      queue = this.queue;
      await queue;
    } while (this.breathing.size > 0 || queue !== this.queue);
  }
}
