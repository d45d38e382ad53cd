/** The way from one worker to another: `Worker` in the page, `worker_threads` in Node. */

export interface Port {
  readonly post: (message: unknown, transfer: readonly ArrayBufferLike[]) => void;
  /** Called with what the other side posts. */
  readonly listen: (heard: (message: unknown) => void) => void;
  /** Called with the reason when the other side cannot start or has ended. */
  readonly onFailure: (failed: (reason: string) => void) => void;
  readonly close: () => void;
}

/** A helper's script, started; each host has its own way. */
export type StartHelper = () => Port;
