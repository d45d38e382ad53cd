/** The worker that trains, and each that takes its place. */
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { connect, type Connection } from './connection';
import { throttle, type Clock } from './throttle';

export const BATCH_MILLISECONDS = 250;

export interface TrainerHost {
  readonly apply: (events: readonly WorkerEvent[]) => void;
  readonly isUrgent: (event: WorkerEvent) => boolean;
}

/**
 * Gathers the worker's events and hands them on at most four times a second: a chart needs 30 to 90 ms to redraw, and
 * the page must stay quick under the learner's hand. What the learner waits for passes at once, and takes along what
 * waits before it, so the order stays.
 */
export function createBatch(
  apply: (events: readonly WorkerEvent[]) => void,
  isUrgent: (event: WorkerEvent) => boolean,
  clock?: Clock,
): (event: WorkerEvent) => void {
  let waiting: WorkerEvent[] = [];
  const flush = throttle(
    () => {
      const events = waiting;
      waiting = [];
      apply(events);
    },
    BATCH_MILLISECONDS,
    clock,
  );
  return (event) => {
    waiting.push(event);
    flush(isUrgent(event));
  };
}

export class Trainer {
  private connection: Connection | null = null;
  private generation = 0;

  constructor(private readonly host: TrainerHost) {}

  /** Sends a command to the present worker. */
  send(command: Command): void {
    this.connection?.send(command);
  }

  /** Starts a fresh worker with these commands; what an earlier worker still says is not heard. */
  start(commands: readonly Command[]): void {
    this.connection?.close();
    const mine = ++this.generation;
    this.connection = connect(
      createBatch((events) => {
        if (mine === this.generation) this.host.apply(events);
      }, this.host.isUrgent),
    );
    commands.forEach((command) => this.send(command));
  }
}
