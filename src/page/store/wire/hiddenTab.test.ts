import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import type { StageName } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import { Session } from '../../../engine/worker/session/session';
import { createHiddenTab } from './hiddenTab';
import { applyEvent, initialPageModel } from '../run/pageModel';

const TINY = changeSettings(defaultSettings('XS'), { pretrainSteps: 6, pretrainBatch: 2 });

/** A page with a tab that can be hidden, over a session in Node that works as in the worker. */
function open() {
  let run = initialPageModel(TINY);
  let hidden = false;
  let ordered: StageName | null = null;
  let wentOn = 0;
  const metrics: unknown[] = [];
  let onMetrics = (_iteration: number): void => undefined;
  const session = new Session({
    emit: (event: WorkerEvent) => {
      run = applyEvent(run, event);
      if (event.type === 'metrics') {
        metrics.push(event);
        onMetrics(event.iteration);
      }
      onChange();
    },
    now: () => 0,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    fetchBytes: () => Promise.reject(new Error('nothing ships here')),
    openBackend: () =>
      Promise.resolve({
        report: { backend: 'wasm', device: 'Node', timings: [], chosenBy: 'only choice' },
        lost: new Promise<string>(() => undefined),
      }),
  });
  const onChange = createHiddenTab({
    isHidden: () => hidden,
    ordered: () => ordered,
    statusOf: (stage) => run.stages[stage]?.status ?? null,
    pause: () => void session.handle({ type: 'pause' }),
    goOn: (stage) => {
      wentOn++;
      void session.handle({ type: 'run', stage });
    },
  });
  return {
    metrics,
    session,
    start: () =>
      session.handle({
        ...{ type: 'start', settings: TINY, backend: 'wasm', remembered: null, start: 'scratch', baseUrl: '' },
      }),
    run: async () => {
      ordered = 'pretrain';
      await session.handle({ type: 'run', stage: 'pretrain' });
      await session.idle();
    },
    step: async () => {
      ordered = null;
      await session.handle({ type: 'step', stage: 'pretrain', unit: 'iteration' });
      await session.idle();
    },
    setHidden: (now: boolean) => {
      hidden = now;
      onChange();
    },
    hideAt: (iteration: number) => (onMetrics = (at) => at === iteration && hide()),
    status: () => run.stages.pretrain?.status,
    wentOn: () => wentOn,
  };
  function hide(): void {
    hidden = true;
    onChange();
  }
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('a hidden tab', () => {
  it('pauses the run and goes on with the same numbers as one that nobody looked away from', async () => {
    const whole = open();
    await whole.start();
    await whole.run();

    const hidden = open();
    await hidden.start();
    hidden.hideAt(3);
    await hidden.run();
    expect(hidden.status()).toBe('paused');
    expect(hidden.metrics.length).toBeLessThan(6);
    hidden.setHidden(false);
    await hidden.session.handle({ type: 'speed', microStepsPerSecond: null });
    await hidden.session.idle();
    expect(hidden.status()).toBe('done');
    expect(hidden.wentOn()).toBe(1);
    expect(hidden.metrics).toEqual(whole.metrics);
  });

  it('leaves a stage alone that was not running, and what the learner had stepped', async () => {
    const page = open();
    await page.start();
    await page.step();
    page.setHidden(true);
    page.setHidden(false);
    expect(page.status()).toBe('paused');
    expect(page.wentOn()).toBe(0);
    expect(page.metrics).toHaveLength(1);
  });

  it('does not begin a stage anew that was done before the pause came', async () => {
    const page = open();
    await page.start();
    page.hideAt(6);
    await page.run();
    page.setHidden(false);
    await page.session.idle();
    expect(page.status()).toBe('done');
    expect(page.wentOn()).toBe(0);
    expect(page.metrics).toHaveLength(6);
  });
});
