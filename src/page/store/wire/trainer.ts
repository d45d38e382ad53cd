/** The worker that trains, and each that takes its place. */
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { createBatch } from './batch';
import { connect, type Connection } from './connection';

export interface TrainerHost {
  readonly apply: (events: readonly WorkerEvent[]) => void;
  readonly isUrgent: (event: WorkerEvent) => boolean;
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
