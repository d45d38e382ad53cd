/**
 * The worker that trains, and each that takes its place: commands go out, events come in. A worker that dies or falls
 * silent becomes an event like any other.
 */
import type { Command, Ping, Pong, WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { startWorker } from './startWorker';
import { throttle, type Clock } from './throttle';
import { createWatchdog } from './watchdog';

export const BATCH_MILLISECONDS = 250;

export interface TrainerHost {
  readonly apply: (events: readonly WorkerEvent[]) => void;
  readonly isUrgent: (event: WorkerEvent) => boolean;
}

interface Connection {
  send(command: Command): void;
  close(): void;
}

function failure(sentence: string, detail: string): WorkerEvent {
  return { type: 'error', sentence, detail, stage: null, fatal: true };
}

/** What the worker takes over: the sender has it no longer. */
function buffersOf(command: Command): ArrayBuffer[] {
  if (command.type === 'openFile') return [command.bytes];
  return command.type === 'resume' ? [command.snapshot.about, command.snapshot.weights] : [];
}

/** Starts a worker. Without one the connection swallows commands, since the fatal event has already been passed on. */
function connect(onEvent: (event: WorkerEvent) => void): Connection {
  let worker: Worker;
  try {
    worker = startWorker('trainer');
  } catch (error) {
    onEvent(failure(text.notices.workerFailed, String(error)));
    return { send: () => undefined, close: () => undefined };
  }
  const ping: Ping = { type: 'ping' };
  const dog = createWatchdog(
    () => worker.postMessage(ping),
    () => end(text.notices.workerSilent, ''),
  );
  const close = () => {
    dog.stop();
    worker.terminate();
  };
  const end = (sentence: string, detail: string) => {
    close();
    onEvent(failure(sentence, detail));
  };
  let spoken = false;
  worker.onmessage = ({ data }: MessageEvent<WorkerEvent | Pong>) => {
    spoken = true;
    dog.heard();
    if (data.type !== 'pong') onEvent(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const detail = [event.message, event.filename, event.lineno].filter(Boolean).join(' ');
    end(spoken ? text.notices.workerCrashed : text.notices.workerFailed, detail);
  };
  worker.onmessageerror = () => {
    end(text.notices.unreadable, 'messageerror');
  };
  return {
    send: (command) => {
      worker.postMessage(command, buffersOf(command));
    },
    close,
  };
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
  /** How often knobs were turned since the present worker was started. */
  private turns = 0;

  constructor(private readonly host: TrainerHost) {}

  /** Sends a command to the present worker. */
  send(command: Command): void {
    this.connection?.send(command.type === 'set' ? { ...command, turn: ++this.turns } : command);
  }

  /** Whether an event's settings lack a turn that is still on its way to the worker: they would put the knob back. */
  private isOutrun(event: WorkerEvent): boolean {
    return event.type === 'settings' && event.turn !== undefined && event.turn < this.turns;
  }

  /** Starts a fresh worker with these commands; what an earlier worker still says is not heard. */
  start(commands: readonly Command[]): void {
    this.connection?.close();
    const mine = ++this.generation;
    this.turns = 0;
    this.connection = connect(
      createBatch((events) => {
        if (mine === this.generation) this.host.apply(events.filter((event) => !this.isOutrun(event)));
      }, this.host.isUrgent),
    );
    commands.forEach((command) => this.send(command));
  }
}
