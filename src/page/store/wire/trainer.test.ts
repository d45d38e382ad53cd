import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { metricsEvent, snapshotEvent } from '../../../testing/workerEvents';
import { handClock } from '../../../testing/handClock';
import { BATCH_MILLISECONDS, createBatch, Trainer } from './trainer';

/** A worker of which the test says what it says. */
class PlainWorker {
  static readonly all: PlainWorker[] = [];
  onmessage: (event: { readonly data: WorkerEvent }) => void = () => undefined;
  readonly received: unknown[] = [];
  terminated = false;

  constructor() {
    PlainWorker.all.push(this);
  }

  postMessage(message: unknown): void {
    this.received.push(message);
  }

  terminate(): void {
    this.terminated = true;
  }
}

const PAUSE: Command = { type: 'pause' };
const SPEED: Command = { type: 'speed', microStepsPerSecond: 2 };

function open() {
  const heard: WorkerEvent[][] = [];
  const trainer = new Trainer({
    apply: (events) => heard.push([...events]),
    isUrgent: ({ type }) => type === 'snapshot',
  });
  return { trainer, heard };
}

beforeEach(() => {
  PlainWorker.all.length = 0;
  vi.stubGlobal('Worker', PlainWorker);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the trainer', () => {
  test('starts a worker with its first commands, and sends it those that follow', () => {
    const { trainer } = open();
    trainer.send(PAUSE);
    trainer.start([SPEED]);
    trainer.send(PAUSE);
    expect(PlainWorker.all.map(({ received }) => received)).toEqual([[SPEED, PAUSE]]);
  });

  test('ends a worker that another replaces, and hears neither what it still says nor what it had said last', () => {
    const { trainer, heard } = open();
    trainer.start([]);
    const [first] = PlainWorker.all;
    first.onmessage({ data: snapshotEvent('first') });
    first.onmessage({ data: metricsEvent(1) });
    trainer.start([]);
    expect(first.terminated).toBe(true);
    first.onmessage({ data: snapshotEvent('late') });
    vi.advanceTimersByTime(BATCH_MILLISECONDS);
    expect(heard).toEqual([[snapshotEvent('first')]]);
    PlainWorker.all[1].onmessage({ data: snapshotEvent('second') });
    expect(heard.slice(1)).toEqual([[snapshotEvent('second')]]);
  });
});

test('settings that lack a turn of a knob are not heard: the worker has still to hear of it', () => {
  const { trainer, heard } = open();
  const settings = (turn: number, klCoef: number): WorkerEvent => ({
    ...{ type: 'settings', settings: { ...defaultSettings(), klCoef }, turn },
  });
  trainer.start([]);
  const [worker] = PlainWorker.all;
  trainer.send({ type: 'set', changes: { klCoef: 0.1 } });
  trainer.send({ type: 'set', changes: { klCoef: 0.2 } });
  expect(worker.received).toMatchObject([{ turn: 1 }, { turn: 2 }]);
  for (const event of [settings(0, 0), settings(1, 0.1), settings(2, 0.2)]) {
    worker.onmessage({ data: event });
    vi.advanceTimersByTime(BATCH_MILLISECONDS);
  }
  expect(heard.flat()).toEqual([settings(2, 0.2)]);

  // A turn while earlier settings wait for their batch outruns them, too.
  worker.onmessage({ data: metricsEvent(1) });
  worker.onmessage({ data: settings(2, 0.2) });
  trainer.send({ type: 'set', changes: { klCoef: 0.3 } });
  vi.advanceTimersByTime(BATCH_MILLISECONDS);
  expect(heard.flat().at(-1)).toEqual(metricsEvent(1));

  trainer.start([]);
  PlainWorker.all[1].onmessage({ data: settings(0, 0) });
  expect(heard.flat().at(-1)).toEqual(settings(0, 0));
});

const cleared: WorkerEvent = { type: 'cleared', stage: 'ppo' };

function batching() {
  const applied: (readonly WorkerEvent[])[] = [];
  const clock = handClock();
  const receive = createBatch(
    (events) => applied.push(events),
    (event) => event.type === 'cleared',
    clock,
  );
  return { applied, receive, pass: clock.pass };
}

describe('a batch of events', () => {
  test('hands on at most four times a second, losing nothing', () => {
    const { applied, receive, pass } = batching();
    for (let i = 0; i < 100; i++) {
      receive(metricsEvent(i));
      pass(10);
    }
    pass(BATCH_MILLISECONDS);
    expect(applied.length).toBeLessThanOrEqual(6);
    expect(applied.flat()).toEqual(Array.from({ length: 100 }, (_, i) => metricsEvent(i)));
  });

  test('lets the first event of a quiet time through at once', () => {
    const { applied, receive } = batching();
    receive(metricsEvent(1));
    expect(applied).toEqual([[metricsEvent(1)]]);
  });

  test('lets an urgent event through at once, behind what waits', () => {
    const { applied, receive } = batching();
    receive(metricsEvent(1));
    receive(metricsEvent(2));
    receive(cleared);
    expect(applied).toEqual([[metricsEvent(1)], [metricsEvent(2), cleared]]);
  });
});
