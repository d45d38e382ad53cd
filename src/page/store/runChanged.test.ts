/** A run that begins with other settings: the learner who keeps the trained weights keeps the settings too. */
import { beforeEach, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../experiment/settings';
import type { Command } from '../../protocol/protocol';
import { stageEvent } from '../../testing/workerEvents';
import { applyEvent, initialPageModel } from './run/pageModel';
import { actions, live, startWorker, useStore } from './store';

const { sent, worker } = vi.hoisted(() => {
  const sent: Command[] = [];
  return { sent, worker: { postMessage: (command: Command) => sent.push(command), terminate: vi.fn() } };
});
vi.mock('./wire/startWorker', () => ({ startWorker: () => worker }));

const settings = defaultSettings();
const changes = { klCoef: 0 };

beforeEach(() => {
  vi.stubGlobal('location', { href: 'http://127.0.0.1/', pathname: '/', search: '', hash: '' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  startWorker();
  useStore.setState({ run: applyEvent(initialPageModel(settings), stageEvent('done', 9)) });
  sent.length = 0;
  return () => vi.unstubAllGlobals();
});

it('changes nothing until the learner has let the weights go', () => {
  actions.run('ppo', changes);
  expect(useStore.getState().confirming?.dropped).toEqual(['ppo']);
  actions.confirm(false);
  expect(live().settings).toEqual(settings);
  expect(sent).toEqual([]);
});

it('changes the settings, then runs', () => {
  actions.run('ppo', changes);
  actions.confirm(true);
  expect(live().settings).toEqual({ ...settings, ...changes });
  expect(sent).toMatchObject([
    { type: 'set', changes },
    { type: 'run', stage: 'ppo' },
  ]);
});
