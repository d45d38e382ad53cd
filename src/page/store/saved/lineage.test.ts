import { describe, expect, it } from 'vitest';
import type { WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import type { TrainedStage } from '../../../experiment/names';
import { stageEvent } from '../../../testing/workerEvents';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';
import { runDifference, runDifferenceFromDefaults, runDifferenceFromPresent, settingsDifference } from './difference';
import { lineageDifference, lineageFacts, lineageOf } from './lineage';

type StageEvent = Extract<WorkerEvent, { type: 'stage' }>;

function stageAt(stage: TrainedStage, changes: Partial<StageEvent>): StageEvent {
  return stageEvent('done', 0, { origin: 'shipped', iterations: 20, ...changes, stage });
}

function pageAfter(...events: readonly WorkerEvent[]): PageModel {
  const opening = [stageAt('pretrain', {}), stageAt('sft', {}), stageAt('rewardModel', {}), stageAt('ppo', {})];
  return [...opening, ...events].reduce<PageModel>(applyEvent, initialPageModel(defaultSettings()));
}

const PPO = stageAt('ppo', { status: 'running', origin: 'trained' });
const LESSONS = { simulated: 2000, own: 7, weight: 10 };
const TAUGHT = stageAt('rewardModel', { origin: 'trained', lessons: LESSONS });
const usual = { stage: 'ppo' as const, settings: defaultSettings(), lineage: lineageOf(pageAfter(), PPO) };
const own = { stage: 'ppo' as const, settings: defaultSettings(), lineage: lineageOf(pageAfter(TAUGHT), PPO) };

describe('what a run was built on', () => {
  it("distinguishes PPO on one's own labels from PPO on the shipped reward model", () => {
    expect(runDifference(usual, own)).toEqual(['reward model: shipped → trained on 7 rankings by people × 10']);
    expect(runDifference(own, usual)).toEqual(['reward model: trained on 7 rankings by people × 10 → shipped']);
    expect(runDifference(own, own)).toEqual([]);
    expect(runDifferenceFromDefaults(usual)).toEqual([]);
    expect(runDifferenceFromDefaults(own)).toEqual(runDifference(usual, own));
  });

  it('begins with what distinguishes runs: the settings of its stage and the seed; what it was built on comes after', () => {
    const settings = { ...defaultSettings(), sftEpochs: 1, ppoIterations: 30, klCoef: 0, seed: 1 };
    expect(runDifferenceFromDefaults({ ...own, settings })).toEqual([
      'β 0.2 → 0',
      'seed 1',
      'iterations 60 → 30',
      'reward model: shipped → trained on 7 rankings by people × 10',
      'Fine-tune epochs 5 → 1',
    ]);
    expect(runDifference(own, { ...own, settings: { ...defaultSettings(), klCoef: 0 } })).toEqual(['β 0.2 → 0']);
  });

  it('compares the present reward model with that of a run of PPO', () => {
    expect(runDifferenceFromPresent(pageAfter(), own)).toEqual(runDifference(usual, own));
    expect(runDifferenceFromPresent(pageAfter(TAUGHT), own)).toEqual([]);
  });

  it('says where the policy began: at the fine-tuned model, or at one that was opened or left by a round', () => {
    const opened = lineageOf(pageAfter(stageAt('ppo', { origin: 'file' })), PPO);
    const second = lineageOf(pageAfter(stageAt('ppo', { origin: 'trained' })), { ...PPO, round: 2 });
    const again = lineageOf(pageAfter(stageAt('ppo', { origin: 'trained', iteration: 60 })), PPO);
    expect(again.start?.model).toBe('sft');
    expect(usual.lineage.start).toEqual({ model: 'sft', origin: 'shipped' });
    expect(opened.start).toEqual({ model: 'ppo', origin: 'file' });
    expect(second.start).toEqual({ model: 'ppo', origin: 'trained' });
    expect(lineageDifference('ppo', usual.lineage, opened)).toEqual([
      'start: a fine-tuned model, shipped → a policy, from your file',
    ]);
  });

  it('says of stage 2 what it learns from itself', () => {
    const running = { ...TAUGHT, status: 'running' } as const;
    expect(lineageFacts(lineageOf(pageAfter(), running))).toEqual([
      'reward model: trained on 7 rankings by people × 10',
      'start: a fine-tuned model, shipped',
    ]);
    const taught = {
      stage: 'rewardModel',
      settings: defaultSettings(),
      lineage: lineageOf(pageAfter(), running),
    } as const;
    expect(runDifferenceFromDefaults(taught)).toEqual(['rankings: simulated → with 7 by people × 10']);
  });

  it('says nothing of a run that was saved before this was recorded', () => {
    expect(runDifference({ settings: defaultSettings() }, own)).toEqual([]);
    expect(runDifferenceFromDefaults({ stage: 'ppo', settings: defaultSettings() })).toEqual([]);
  });
});

describe('the names of settings', () => {
  it('have their stage where a label alone could mean two', () => {
    const defaults = defaultSettings();
    expect(
      settingsDifference({ ...defaults, sftEpochs: 5, rmEpochs: 2 }, { ...defaults, sftEpochs: 1, rmEpochs: 1 }),
    ).toEqual([expect.stringMatching(/^\S.* epochs 5 → 1$/), expect.stringMatching(/^\S.* epochs 2 → 1$/)]);
    const names = Object.keys(defaults).map(
      (name) => settingsDifference(defaults, { ...defaults, [name]: 'other' })[0],
    );
    const differing = names.filter((name) => name !== undefined).map((name) => name.replace(/ \S+ → other$/, ''));
    expect(new Set(differing).size).toBe(differing.length);
  });
});
