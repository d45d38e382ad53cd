import { describe, expect, it } from 'vitest';
import { POLICY_BEFORE_RUN, type Respondent } from '../../../protocol/compare';
import type { WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import { stageEvent } from '../../../testing/workerEvents';
import { changedSince, wantsSamples } from './freshness';
import { applyEvent, initialPageModel } from './pageModel';

const SFT: Respondent = { id: 'sft', speaker: 'sft', round: null, name: null, origin: 'shipped' };
const PPO: Respondent = { id: 'ppo-1', speaker: 'ppo', round: 1, name: null, origin: 'trained' };
const ADDED: Respondent = { id: 'added-1', speaker: 'ppo', round: null, name: 'mine', origin: 'file' };
const BEFORE: Respondent = { ...PPO, id: POLICY_BEFORE_RUN, origin: 'shipped', beforeRun: true };
const question = { prompt: 'hello .', respondents: [], samples: 1, temperature: 1, seed: 0, draw: 1 };

const answered = (...respondents: readonly Respondent[]): WorkerEvent => ({
  type: 'answers',
  id: 1,
  question,
  answers: respondents.map((respondent) => ({ respondent, answers: [] })),
});
const learned = (stage: 'ppo' | 'rewardModel'): WorkerEvent => ({
  type: 'metrics',
  stage,
  iteration: 1,
  round: 1,
  values: { loss: 1 },
});

function since(...events: readonly WorkerEvent[]) {
  const run = events.reduce(applyEvent, initialPageModel(defaultSettings()));
  return changedSince(run.answers[0], run);
}

describe('answers', () => {
  it('are of the present models until one of these has learned, or begins anew', () => {
    expect(since(learned('ppo'), answered(PPO))).toEqual([]);
    expect(since(answered(PPO), learned('ppo'))).toEqual(['ppo']);
    expect(since(answered(PPO), { type: 'cleared', stage: 'ppo' })).toEqual(['ppo']);
  });

  it('are old with the reward model that scored them', () => {
    expect(since(answered(ADDED), learned('rewardModel'))).toEqual(['rewardModel']);
  });

  it('are not old with a policy that did not write them', () => {
    expect(since(answered(SFT, ADDED, BEFORE), learned('ppo'))).toEqual([]);
  });
});

describe('the samples of a stage', () => {
  const labelers: WorkerEvent = { type: 'labelers', figures: { agreement: 0.7, agreementWithGold: 0.8, ceiling: 0.9 } };
  const sampled: WorkerEvent = { type: 'samples', stage: 'sft', iteration: 1, episodes: [] };
  const sft = (status: 'running' | 'paused') => stageEvent(status, 1, { stage: 'sft' });
  const rewardModel = (status: 'running' | 'paused') => stageEvent(status, 1, { stage: 'rewardModel' });
  const wanted = (...events: readonly WorkerEvent[]) =>
    wantsSamples([labelers, ...events].reduce(applyEvent, initialPageModel(defaultSettings())), 'sft');

  it('are asked for where there are none, unless it runs and tells them by itself', () => {
    expect(wanted()).toBe(false);
    expect(wanted(sft('running'))).toBe(false);
    expect(wanted(sft('paused'))).toBe(true);
    expect(wanted(sft('paused'), sampled)).toBe(false);
    expect(wanted(sft('paused'), sampled, learned('ppo'))).toBe(false);
  });

  it('are asked for again once the reward model that scored them has changed, and stands still', () => {
    const known = [sft('paused'), sampled, rewardModel('running'), learned('rewardModel')];
    expect(wanted(...known)).toBe(false);
    expect(wanted(...known, rewardModel('paused'))).toBe(true);
    expect(wanted(...known, rewardModel('paused'), sampled)).toBe(false);
  });
});
