import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';
import { pointsOf } from '../run/series';
import { createAutosave } from './autosave';

const BACKEND: WorkerEvent = {
  type: 'backend',
  report: { backend: 'wasm', device: '', timings: [], chosenBy: 'only choice' },
};

function standing(status: 'running' | 'paused', iteration: number): WorkerEvent {
  const rest = { iterations: 9, round: 1, secondsLeft: null, stepsPerSecond: null, missing: [] };
  return { type: 'stage', stage: 'ppo', origin: 'trained', status, iteration, ...rest };
}

const metrics = (iteration: number): WorkerEvent => ({
  type: 'metrics',
  stage: 'ppo',
  round: 1,
  iteration,
  values: { kl: iteration },
});
const snapshot = (letter: string): WorkerEvent => ({
  type: 'snapshot',
  snapshot: { about: new TextEncoder().encode(letter).buffer, weights: new ArrayBuffer(0) },
});

function page(send: (command: Command) => void = () => undefined) {
  let run: PageModel = initialPageModel(defaultSettings());
  const told: string[] = [];
  const autosave = createAutosave({
    send,
    live: () => run,
    start: () => 'shipped',
    tell: (sentence) => told.push(sentence),
  });
  const hear = (...events: readonly WorkerEvent[]) => {
    for (const event of events) {
      autosave.watch(event, run);
      run = autosave.seen(event, applyEvent(run, event));
    }
  };
  return { autosave, hear, told, run: () => run, forget: () => (run = initialPageModel(defaultSettings())) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return () => vi.useRealTimers();
});

describe('keeping', () => {
  test('goes back to where a lost worker last stood: its bytes, and the page as it was then', () => {
    const sent: Command[] = [];
    const { autosave, hear, run, forget } = page((command) => sent.push(command));
    expect(autosave.lastStanding()).toBeNull();
    hear(BACKEND, standing('running', 0), metrics(1), metrics(2), snapshot('here'));
    const curves = run().curves.ppo;
    hear(metrics(3));
    const there = autosave.lastStanding();
    if (there === null) throw new Error('nothing to go back to');

    autosave.leave();
    forget();
    for (const _ of ['once', 'and once more']) {
      autosave.goBackTo(there);
      const resume = sent.filter((command) => command.type === 'resume').at(-1);
      expect(new TextDecoder().decode(resume?.snapshot.about)).toBe('here');
      structuredClone(null, { transfer: [resume?.snapshot.about ?? new ArrayBuffer(0)] });
      hear(BACKEND, { type: 'resumed', stages: ['ppo'] }, standing('paused', 2));
      expect(run().curves.ppo).toEqual(curves);
      expect(run().stages.ppo).toMatchObject({ status: 'paused', iteration: 2 });
    }
  });

  test('a worker that has learned nothing leaves nothing to go back to', () => {
    const { autosave, hear } = page();
    hear(BACKEND, snapshot('here'), { type: 'snapshot', snapshot: null });
    expect(autosave.lastStanding()).toBeNull();
  });

  test('what cannot be kept costs no event, and is told once', async () => {
    const { hear, told, run } = page();
    hear(BACKEND, standing('running', 0));
    for (const iteration of [1, 2]) {
      const unwritable = metrics(iteration);
      Reflect.set(unwritable, 'itself', unwritable);
      hear(unwritable);
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([text.runs.notKept]);
    const [{ series }] = run().curves.ppo;
    expect(series.kl && pointsOf(series.kl)).toHaveLength(2);
  });
});
