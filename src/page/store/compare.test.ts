import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../experiment/settings';
import { POLICY_BEFORE_RUN, type Respondent } from '../../protocol/compare';
import type { WorkerEvent } from '../../protocol/protocol';
import { besideEarlier, compareActions, EXAMPLE_PROMPT, useCompare } from './compare';
import { applyEvent, initialPageModel } from './run/pageModel';
import { useStore } from './store';

const ofPipeline = (speaker: 'base' | 'sft') =>
  ({ id: speaker, speaker, round: null, name: null, origin: 'shipped' }) as const;
const policy = (round: number, more: Partial<Respondent> = {}): Respondent => ({
  ...{ id: `ppo-${round}`, speaker: 'ppo', round, name: null, origin: 'trained' },
  ...more,
});
const [BASE, SFT] = [ofPipeline('base'), ofPipeline('sft')];
const BEFORE = policy(1, { id: POLICY_BEFORE_RUN, origin: 'shipped', beforeRun: true });
const ADDED = policy(1, { id: 'added-1', round: null, name: 'mine', origin: 'file' });

const apply = (event: WorkerEvent) => useStore.setState({ run: applyEvent(useStore.getState().run, event) });
const canBeAsked = (...respondents: readonly Respondent[]) => apply({ type: 'respondents', respondents });
const asked = () => useStore.getState().asked?.question;

beforeEach(() => {
  vi.stubGlobal('location', { pathname: '/', search: '' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  useStore.setState({ run: initialPageModel(defaultSettings()), asked: null });
  useCompare.setState(useCompare.getInitialState());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a question asked while the models are being opened is put to them as soon as they are there, once', () => {
  compareActions.ask('name two animals .');
  expect(useCompare.getState().waiting).toBe('name two animals .');
  expect(asked()).toBeUndefined();

  canBeAsked(BASE, SFT);
  expect(useCompare.getState().waiting).toBeNull();
  expect(asked()).toMatchObject({ prompt: 'name two animals .', respondents: ['base', 'sft'] });

  const { asked: first } = useStore.getState();
  canBeAsked(BASE);
  expect(useStore.getState().asked).toBe(first);
});

describe('on entry', () => {
  it('an example is asked by itself, and stands in the line; what had been typed stays there', () => {
    canBeAsked(BASE, SFT);
    compareActions.begin(EXAMPLE_PROMPT);
    expect(asked()?.prompt).toBe(EXAMPLE_PROMPT);
    expect(useCompare.getState().typed).toBe(EXAMPLE_PROMPT);

    useStore.setState({ asked: null });
    compareActions.type('describe the o');
    compareActions.begin(EXAMPLE_PROMPT);
    expect(asked()?.prompt).toBe(EXAMPLE_PROMPT);
    expect(useCompare.getState().typed).toBe('describe the o');
  });

  it('nothing is asked where something was asked already', () => {
    canBeAsked(BASE, SFT);
    const question = { prompt: 'hello .', respondents: ['sft'], samples: 1, temperature: 1, seed: 0, draw: 1 };
    apply({ type: 'answers', id: 1, question, answers: [] });
    compareActions.begin(EXAMPLE_PROMPT);
    expect(asked()).toBeUndefined();
  });
});

it('what is typed is remembered by the tab', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', { setItem: (key: string, value: string) => kept.set(key, value) });
  compareActions.type('describe the owl .');
  expect([...kept.values()]).toEqual(['describe the owl .']);
});

describe('the policy beside an earlier one', () => {
  it('is beside that from before its run, or of the round before, or the fine-tuned model', () => {
    const ids = (...respondents: readonly Respondent[]) => besideEarlier(respondents).map(({ id }) => id);
    expect(ids(BASE, SFT, BEFORE, policy(1), ADDED)).toEqual([POLICY_BEFORE_RUN, 'ppo-1']);
    expect(ids(BASE, SFT, policy(1), policy(2))).toEqual(['ppo-1', 'ppo-2']);
    expect(ids(BASE, SFT, policy(1))).toEqual(['sft', 'ppo-1']);
  });

  it('is shown in Compare, asked the newest prompt or the given one, and no other model is', () => {
    canBeAsked(BASE, SFT, BEFORE, policy(1));
    compareActions.besideEarlier();
    expect(useStore.getState().view).toBe('compare');
    expect(asked()).toMatchObject({ prompt: EXAMPLE_PROMPT, respondents: [POLICY_BEFORE_RUN, 'ppo-1'] });
    compareActions.besideEarlier('describe the owl .');
    expect(asked()?.prompt).toBe('describe the owl .');
    expect(useCompare.getState().typed).toBe('describe the owl .');
  });
});
