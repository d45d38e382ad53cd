/** The wire to the worker: commands go out, events come in. A worker that dies or falls silent becomes an event like any other. */
import type { Command, Ping, Pong, WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { startWorker } from './startWorker';
import { createWatchdog } from './watchdog';

export interface Connection {
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
export function connect(onEvent: (event: WorkerEvent) => void): Connection {
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
