/** The learner's own request: every stage's model answers it, also in a worker that takes another's place. */
import { beforeEach, expect, it, vi } from 'vitest';
import type { TrainedStage } from '../../experiment/names';
import type { Command, WorkerEvent } from '../../protocol/protocol';
import { stageEvent } from '../../testing/workerEvents';
import { wantsSamples } from './run/freshness';
import { actions, live, startWorker, useStore } from './store';

const { sent, worker } = vi.hoisted(() => {
  const sent: Command[] = [];
  const onmessage = (_: { readonly data: WorkerEvent }): void => undefined;
  return { sent, worker: { postMessage: (command: Command) => sent.push(command), terminate: vi.fn(), onmessage } };
});
vi.mock('./wire/startWorker', () => ({ startWorker: () => worker }));

const OWN = 'write a mean story about the cow .';

/** The events reach the page at most four times a second. */
async function hear(...events: readonly WorkerEvent[]): Promise<void> {
  for (const data of events) worker.onmessage({ data });
  await vi.advanceTimersByTimeAsync(1000);
}

const samplesOf = (stage: TrainedStage): WorkerEvent => ({ type: 'samples', stage, iteration: 1, episodes: [] });
const asked = () => sent.filter((command) => command.type === 'sample');
const wanting = () => (['sft', 'ppo'] as const).filter((stage) => wantsSamples(live(), stage));

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { href: 'http://127.0.0.1/', pathname: '/', search: '', hash: '' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  startWorker();
  sent.length = 0;
  await hear(
    { type: 'labelers', figures: { agreement: 0.7, agreementWithGold: 0.8, ceiling: 0.9 } },
    stageEvent('done', 9, { stage: 'sft' }),
    stageEvent('paused', 2),
    samplesOf('sft'),
    samplesOf('ppo'),
  );
  return () => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  };
});

it('is asked of the stage on view at once, and of another when it is looked at; so it is removed', async () => {
  for (const ownPrompt of [OWN, null]) {
    actions.askOwn('ppo', ownPrompt);
    expect(asked().at(-1)).toEqual({ type: 'sample', stage: 'ppo', ownPrompt });
    // Until it is answered the answers of before stay on view.
    expect(wanting()).toEqual(['sft']);
    actions.sample('sft');
    expect(asked().at(-1)).toEqual({ type: 'sample', stage: 'sft', ownPrompt });
    await hear(samplesOf('ppo'), samplesOf('sft'));
    expect(wanting()).toEqual([]);
  }
});

it('is told to a worker that goes on where another was lost, for the stage on view; others are asked when looked at', async () => {
  useStore.setState({ trainedStage: 'ppo' });
  actions.askOwn('ppo', OWN);
  await hear(samplesOf('ppo'), samplesOf('sft'));
  startWorker();
  sent.length = 0;
  await hear({ type: 'resumed', stages: ['ppo'] });
  expect(asked()).toEqual([{ type: 'sample', stage: 'ppo', ownPrompt: OWN }]);
  expect(wanting()).toEqual(['sft', 'ppo']);
  await hear(samplesOf('ppo'));
  expect(wanting()).toEqual(['sft']);
});
