import { describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../experiment/settings';
import type { Respondent } from '../../protocol/compare';
import type { WorkerEvent } from '../../protocol/protocol';
import { applyEvent, initialPageModel } from './run/pageModel';
import { answering, isAnswered, isToMeasure, REQUESTS, startActions } from './start';
import { useStore } from './store';

const of = (id: string, speaker: Respondent['speaker'], more: Partial<Respondent> = {}): Respondent => ({
  ...{ id, speaker, round: speaker === 'ppo' ? 1 : null, name: null, origin: 'shipped' },
  ...more,
});
const PIPELINE = [of('base', 'base'), of('fewShotBase', 'fewShotBase'), of('sft', 'sft'), of('ppo-1', 'ppo')];
const ids = (respondents: readonly Respondent[]) => answering(respondents).map(({ id }) => id);
const after = (...events: readonly WorkerEvent[]) => events.reduce(applyEvent, initialPageModel(defaultSettings()));

const there: WorkerEvent = { type: 'respondents', respondents: PIPELINE };
const answered: WorkerEvent = {
  type: 'answers',
  id: 1,
  question: { prompt: REQUESTS[0], respondents: ids(PIPELINE), samples: 1, temperature: 1, seed: 0, draw: 1 },
  answers: answering(PIPELINE).map((respondent) => ({ respondent, answers: [] })),
  example: true,
};
const learned: WorkerEvent = { type: 'metrics', stage: 'ppo', iteration: 1, round: 1, values: { loss: 1 } };

describe('the first view', () => {
  it('is answered by the base model, the fine-tuned one, and the newest policy of this page', () => {
    const before = of('ppo-before', 'ppo', { beforeRun: true });
    const second = of('ppo-2', 'ppo', { round: 2 });
    const added = of('added-1', 'ppo', { round: null, name: 'mine' });
    expect(ids(PIPELINE)).toEqual(['base', 'sft', 'ppo-1']);
    expect(ids([...PIPELINE, before, second, added])).toEqual(['base', 'sft', 'ppo-2']);
    expect(ids(PIPELINE.slice(0, 2))).toEqual(['base']);
    expect(ids([])).toEqual([]);
  });

  it('is to be answered again after another request, and once a model has learned', () => {
    expect(isAnswered(after(there), REQUESTS[0])).toBe(false);
    expect(isAnswered(after(there, answered), REQUESTS[0])).toBe(true);
    expect(isAnswered(after(there, answered), REQUESTS[1])).toBe(false);
    expect(isAnswered(after(there, answered, learned), REQUESTS[0])).toBe(false);
  });

  it('measures until every model’s mean gold is known to the end, and again once one has learned', () => {
    const measured = (done: boolean) =>
      PIPELINE.map(({ speaker }) => ({ type: 'meanGold', speaker, gold: null, prompts: 100, done }) as const);
    expect(isToMeasure(after())).toBe(false);
    expect(isToMeasure(after(there))).toBe(true);
    expect(isToMeasure(after(there, ...measured(false)))).toBe(true);
    expect(isToMeasure(after(there, ...measured(true)))).toBe(false);
    expect(isToMeasure(after(there, ...measured(true), learned))).toBe(true);
  });

  it('leads to the game of good and bad', async () => {
    vi.stubGlobal('location', { pathname: '/', search: '' });
    vi.stubGlobal('history', { replaceState: () => undefined });
    await startActions.play();
    expect(useStore.getState()).toMatchObject({ view: 'lab', scenario: 'tamer' });
    vi.unstubAllGlobals();
  });
});
