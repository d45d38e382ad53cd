import { describe, expect, it } from 'vitest';
import type { WorkerEvent } from '../../../protocol/protocol';
import { BATCH_MILLISECONDS, createBatch } from './batch';
import { handClock } from '../../../testing/handClock';

function metrics(iteration: number): WorkerEvent {
  return { type: 'metrics', stage: 'ppo', iteration, round: 1, values: { kl: 0 } };
}
const cleared: WorkerEvent = { type: 'cleared', stage: 'ppo' };

function bench() {
  const applied: (readonly WorkerEvent[])[] = [];
  const clock = handClock();
  const receive = createBatch(
    (events) => applied.push(events),
    (event) => event.type === 'cleared',
    clock,
  );
  return { applied, receive, pass: clock.pass };
}

describe('batch', () => {
  it('hands on at most four times a second, losing nothing', () => {
    const { applied, receive, pass } = bench();
    for (let i = 0; i < 100; i++) {
      receive(metrics(i));
      pass(10);
    }
    pass(BATCH_MILLISECONDS);
    expect(applied.length).toBeLessThanOrEqual(6);
    expect(applied.flat()).toEqual(Array.from({ length: 100 }, (_, i) => metrics(i)));
  });

  it('lets the first event of a quiet time through at once', () => {
    const { applied, receive } = bench();
    receive(metrics(1));
    expect(applied).toEqual([[metrics(1)]]);
  });

  it('lets an urgent event through at once, behind what waits', () => {
    const { applied, receive } = bench();
    receive(metrics(1));
    receive(metrics(2));
    receive(cleared);
    expect(applied).toEqual([[metrics(1)], [metrics(2), cleared]]);
  });
});
