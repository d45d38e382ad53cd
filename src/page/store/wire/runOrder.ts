/** Which stage the learner set running to its end: it waits while the tab is hidden, and outlives a lost worker. */
import type { StageName } from '../../../experiment/names';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { createHiddenTab } from './hiddenTab';

export interface RunOrderHost {
  readonly send: (command: Command) => void;
  readonly statusOf: (stage: StageName) => string | null;
  /** Hears which stage waited while the tab was hidden and now goes on; null once the learner acts. */
  readonly wentOn: (stage: StageName | null) => void;
}

export class RunOrder {
  private stage: StageName | null = null;
  /** Ran when the worker was lost, and runs on once another stands there. */
  private interrupted: StageName | null = null;

  constructor(private readonly host: RunOrderHost) {}

  /** Returns the stage that the learner last set running to its end; null: none, or the learner has paused it since. */
  ordered(): StageName | null {
    return this.stage;
  }

  /** Does as the learner says from now on, not as the tab does. */
  order(stage: StageName | null): void {
    this.stage = stage;
    this.host.wentOn(null);
  }

  /** Forgets the order, because a fresh worker starts, which runs `interrupted` once it has gone back to it. */
  restart(interrupted: StageName | null): void {
    this.stage = null;
    this.interrupted = interrupted;
  }

  /** Runs the interrupted stage on once the worker has gone back to it. */
  follow(event: WorkerEvent): void {
    const stage = this.interrupted;
    if (stage === null || event.type !== 'resumed' || event.stages === null) return;
    if (!event.stages.some((resumed) => resumed === stage)) return;
    this.interrupted = null;
    this.stage = stage;
    this.host.send({ type: 'run', stage });
  }

  /** Returns what to call whenever the tab is hidden or seen, and whenever a stage's status may have changed. */
  waitWhileHidden(isHidden: () => boolean): () => void {
    const { send, statusOf, wentOn } = this.host;
    return createHiddenTab({
      isHidden,
      ordered: () => this.stage,
      statusOf,
      pause: () => send({ type: 'pause' }),
      goOn: (stage) => {
        send({ type: 'run', stage });
        wentOn(stage);
      },
    });
  }
}
