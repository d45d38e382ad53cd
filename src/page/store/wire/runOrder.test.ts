import { describe, expect, test } from 'vitest';
import type { StageName } from '../../../experiment/names';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { RunOrder } from './runOrder';

const RESUMED: WorkerEvent = { type: 'resumed', stages: ['sft', 'ppo'] };

function open() {
  const sent: Command[] = [];
  const wentOn: (StageName | null)[] = [];
  let status = 'ready';
  const order = new RunOrder({
    send: (command) => sent.push(command),
    statusOf: () => status,
    wentOn: (stage) => wentOn.push(stage),
  });
  return { order, sent, wentOn, become: (next: string) => (status = next) };
}

describe('the order to run', () => {
  test('pauses an ordered stage while the tab is hidden, and runs it on when the tab is seen', () => {
    const { order, sent, wentOn, become } = open();
    let hidden = false;
    const onChange = order.waitWhileHidden(() => hidden);
    order.order('ppo');
    become('running');
    hidden = true;
    onChange();
    expect(sent).toEqual([{ type: 'pause' }]);
    become('paused');
    hidden = false;
    onChange();
    expect(sent[1]).toEqual({ type: 'run', stage: 'ppo' });
    expect(wentOn).toEqual([null, 'ppo']);
  });

  test('leaves alone a stage that the learner has stepped or paused since', () => {
    const { order, sent, become } = open();
    const onChange = order.waitWhileHidden(() => true);
    order.order('ppo');
    order.order(null);
    become('running');
    onChange();
    expect(sent).toEqual([]);
  });

  test('runs an interrupted stage on once, after the fresh worker has gone back to it', () => {
    const { order, sent } = open();
    order.order('ppo');
    order.restart(order.ordered());
    expect(order.ordered()).toBeNull();
    order.follow({ type: 'resumed', stages: ['sft'] });
    order.follow({ type: 'resumed', stages: null });
    expect(sent).toEqual([]);
    order.follow(RESUMED);
    order.follow(RESUMED);
    expect(sent).toEqual([{ type: 'run', stage: 'ppo' }]);
    expect(order.ordered()).toBe('ppo');
  });

  test('runs nothing by itself in a worker that starts afresh', () => {
    const { order, sent } = open();
    order.order('ppo');
    order.restart(null);
    order.follow(RESUMED);
    expect(sent).toEqual([]);
  });
});
