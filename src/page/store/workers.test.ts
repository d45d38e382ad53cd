/** How many workers train together: what the page tells the worker that trains, and what it makes of its answer. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { BackendReport, Command, WorkerEvent } from '../../protocol/protocol';
import { text } from '../text/text';
import { labActions } from './lab/lab';
import { actions, live, startWorker, useStore } from './store';

const { sent, worker } = vi.hoisted(() => {
  const sent: Command[] = [];
  const onmessage = (_: { readonly data: WorkerEvent }): void => undefined;
  return { sent, worker: { postMessage: (command: Command) => sent.push(command), terminate: vi.fn(), onmessage } };
});
vi.mock('./wire/startWorker', () => ({ startWorker: () => worker }));

/** The events reach the page at most four times a second. */
async function hear(data: WorkerEvent): Promise<void> {
  worker.onmessage({ data });
  await vi.advanceTimersByTimeAsync(1000);
}

const onWasm: BackendReport = { backend: 'wasm', device: '', timings: [], chosenBy: 'learner', workers: 3 };
const asked = () => sent.filter((command) => command.type === 'useWorkers').map(({ wanted, most }) => [wanted, most]);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { href: 'http://127.0.0.1/', pathname: '/', search: '', hash: '' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  useStore.setState(useStore.getInitialState());
  startWorker();
  sent.length = 0;
  return () => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  };
});

it('is what the learner chooses, or the fastest', async () => {
  await hear({ type: 'backend', report: onWasm });
  actions.chooseWorkers('2');
  actions.chooseWorkers('auto');
  expect(asked()).toEqual([
    [2, null],
    [null, null],
  ]);
});

it('is one while the battery is low, in a worker that starts then as well', async () => {
  useStore.setState({ spares: true });
  await hear({ type: 'backend', report: onWasm });
  actions.chooseWorkers('2');
  expect(asked()).toEqual([
    [null, 1],
    [2, 1],
  ]);
});

it('is not asked of a backend on which one trains alone', async () => {
  useStore.setState({ spares: true });
  const { workers: _, ...alone } = onWasm;
  await hear({ type: 'backend', report: { ...alone, backend: 'webgpu' } });
  actions.chooseWorkers('2');
  expect(asked()).toEqual([]);
});

it('is told to what runs in the lab, unless a helper was lost: that is told to the learner, with the reason', async () => {
  const ofLab = vi.spyOn(labActions, 'useWorkers');
  await hear({ type: 'backend', report: onWasm });
  await hear({ type: 'workers', workers: 2, lost: null });
  expect(live().notices).toEqual([]);
  await hear({ type: 'workers', workers: 1, lost: 'RangeError' });
  expect(ofLab.mock.calls).toEqual([[2]]);
  expect(live().notices).toMatchObject([{ sentence: text.notices.helperLost(1), detail: 'RangeError' }]);
  expect(live().backend?.workers).toBe(1);
});
