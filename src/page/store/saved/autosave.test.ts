import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import { BACKEND, metricsEvent, snapshotEvent, stageEvent } from '../../../testing/workerEvents';
import { text } from '../../text/text';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';
import { pointsOf } from '../run/series';
import { Autosave } from './autosave';
import { hasResults } from './results';

function page(send: (command: Command) => void = () => undefined) {
  let run: PageModel = initialPageModel(defaultSettings());
  const notices: string[] = [];
  const autosave = new Autosave({
    send,
    start: () => 'shipped',
    trainingAll: () => null,
    hasResults: () => hasResults(run),
    notify: (sentence) => notices.push(sentence),
  });
  const hear = (...events: readonly WorkerEvent[]) => {
    for (const event of events) run = applyEvent(autosave.follow(run, event), event);
  };
  return { autosave, hear, notices, run: () => run, forget: () => (run = initialPageModel(defaultSettings())) };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  return () => vi.useRealTimers();
});

describe('the autosave', () => {
  test('goes back to where a lost worker last stood: its bytes, and the page as it was then', () => {
    const sent: Command[] = [];
    const { autosave, hear, run, forget } = page((command) => sent.push(command));
    expect(autosave.returnPoint()).toBeNull();
    hear(BACKEND, stageEvent('running', 0), metricsEvent(1), metricsEvent(2), snapshotEvent('here'));
    const curves = run().curves.ppo;
    hear(metricsEvent(3));
    const there = autosave.returnPoint();
    if (there === null) throw new Error('nothing to go back to');

    autosave.leave();
    forget();
    for (const _ of ['once', 'and once more']) {
      autosave.goBackTo(there);
      const resume = sent.filter((command) => command.type === 'resume').at(-1);
      expect(new TextDecoder().decode(resume?.snapshot.about)).toBe('here');
      structuredClone(null, { transfer: [resume?.snapshot.about ?? new ArrayBuffer(0)] });
      hear(BACKEND, { type: 'resumed', stages: ['ppo'] }, stageEvent('paused', 2));
      expect(run().curves.ppo).toEqual(curves);
      expect(run().stages.ppo).toMatchObject({ status: 'paused', iteration: 2 });
    }
  });

  test('goes back there still when the fresh worker is lost on its way, too', () => {
    const { autosave, hear } = page();
    hear(BACKEND, stageEvent('running', 0), metricsEvent(1), snapshotEvent('here'));
    const there = autosave.returnPoint();
    if (there === null) throw new Error('nothing to go back to');
    autosave.leave();
    autosave.goBackTo(there);
    expect(autosave.returnPoint()).toEqual(there);
  });

  test('a worker that cannot stand there again gets the weights alone', () => {
    const sent: Command[] = [];
    const { autosave, hear, run } = page((command) => sent.push(command));
    hear(BACKEND, stageEvent('running', 2), snapshotEvent('here'));
    const { pipeline } = autosave.returnPoint() ?? { pipeline: null };
    autosave.leave();
    const sft = { bytes: new ArrayBuffer(3), iteration: 9, iterations: 9 };
    autosave.goBackTo({ weights: { sft }, pipeline });
    const before = run();
    hear({ type: 'resumed', stages: null });
    expect(run()).toEqual(before);
    expect(sent.slice(-2)).toMatchObject([
      { type: 'openShipped' },
      { type: 'openFile', stage: 'sft', bytes: sft.bytes },
    ]);
  });

  test('a stage that pauses or ends is saved soon after: its run, its weights and where it stands', () => {
    const sent: Command[] = [];
    const { hear } = page((command) => sent.push(command));
    hear(BACKEND, stageEvent('running', 0), stageEvent('running', 2), stageEvent('paused', 2));
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(400);
    expect(sent).toMatchObject([{ type: 'saveFile', stage: 'ppo' }, { type: 'snapshot' }]);
    hear(stageEvent('done', 9));
    expect(sent[2]).toEqual(sent[0]);
  });

  test('a stage that ran for a while is saved as soon as it pauses, and where it stands when the page may go', () => {
    const sent: Command[] = [];
    const { autosave, hear } = page((command) => sent.push(command));
    autosave.saveHere();
    expect(sent).toEqual([]);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    hear(BACKEND, stageEvent('running', 0));
    vi.advanceTimersByTime(390);
    autosave.saveHere();
    expect(sent).toEqual([{ type: 'snapshot' }]);
    vi.advanceTimersByTime(1000);
    hear(stageEvent('paused', 2));
    vi.advanceTimersByTime(0);
    expect(sent.slice(1)).toMatchObject([{ type: 'saveFile', stage: 'ppo' }, { type: 'snapshot' }]);
  });

  test('a worker that has learned nothing leaves nothing to go back to', () => {
    const { autosave, hear } = page();
    hear(BACKEND, snapshotEvent('here'), { type: 'snapshot', snapshot: null });
    expect(autosave.returnPoint()).toBeNull();
  });

  test('what cannot be saved costs no event, and is said once', async () => {
    const { hear, notices, run } = page();
    hear(BACKEND, stageEvent('running', 0));
    for (const iteration of [1, 2]) {
      const unwritable = metricsEvent(iteration);
      Reflect.set(unwritable, 'itself', unwritable);
      hear(unwritable);
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(notices).toEqual([text.runs.notSaved]);
    const [{ series }] = run().curves.ppo;
    expect(series.kl && pointsOf(series.kl)).toHaveLength(2);
  });
});
