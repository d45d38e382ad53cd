import { describe, expect, it } from 'vitest';
import type { TrainedStage } from '../../../experiment/names';
import { defaultSettings } from '../../../experiment/settings';
import { droppedBy, type Act } from './droppedBy';
import { initialPageModel, type StageState } from './pageModel';

const SHIPPED: StageState = {
  status: 'done',
  origin: 'shipped',
  iteration: 0,
  iterations: 60,
  round: 1,
  secondsLeft: null,
  stepsPerSecond: null,
  missing: [],
};
const TRAINED: StageState = { ...SHIPPED, origin: 'trained', iteration: 60 };
const FROM_LAST_VISIT: StageState = { ...SHIPPED, origin: 'kept' };
const FROM_FILE: StageState = { ...SHIPPED, origin: 'file' };
/** Of a round that has begun with the policy of the one before. */
const UNSTEPPED: StageState = { ...SHIPPED, origin: 'trained', status: 'ready', round: 2 };

/** All stages ship with the page, but for those named. */
function stagesWith(some: Partial<Record<TrainedStage, StageState>>) {
  const { stages } = initialPageModel(defaultSettings());
  return { ...stages, pretrain: SHIPPED, sft: SHIPPED, rewardModel: SHIPPED, ppo: SHIPPED, ...some };
}

const ALL_ACTS: readonly Act[] = [
  ...(['run', 'reset', 'openFile'] as const).flatMap((type) =>
    (['pretrain', 'sft', 'rewardModel', 'ppo'] as const).map((stage) => ({ type, stage })),
  ),
  { type: 'replaceRewardModel' },
  { type: 'previousRound' },
  { type: 'startAnew' },
];

describe('what an act loses', () => {
  it('is nothing where nothing was trained here: what ships or came from a file can be opened again', () => {
    const stages = stagesWith({ sft: FROM_FILE, ppo: FROM_FILE });
    for (const act of ALL_ACTS) expect(droppedBy(act, stages), JSON.stringify(act)).toEqual([]);
  });

  it('is the stage that is reset, or into which a file is opened, and no other', () => {
    const stages = stagesWith({ sft: TRAINED, rewardModel: FROM_LAST_VISIT, ppo: TRAINED });
    for (const type of ['reset', 'openFile'] as const) {
      expect(droppedBy({ type, stage: 'pretrain' }, stages)).toEqual([]);
      expect(droppedBy({ type, stage: 'sft' }, stages)).toEqual(['sft']);
      expect(droppedBy({ type, stage: 'rewardModel' }, stages)).toEqual(['rewardModel']);
      expect(droppedBy({ type, stage: 'ppo' }, stages)).toEqual(['ppo']);
    }
  });

  it('is what a stage learned that is done and runs again; one that is paused goes on', () => {
    const run = { type: 'run', stage: 'sft' } as const;
    expect(droppedBy(run, stagesWith({ sft: TRAINED }))).toEqual(['sft']);
    expect(droppedBy(run, stagesWith({ sft: FROM_LAST_VISIT }))).toEqual(['sft']);
    expect(droppedBy(run, stagesWith({ sft: { ...TRAINED, status: 'paused', iteration: 3 } }))).toEqual([]);
    expect(droppedBy({ type: 'run', stage: 'evaluate' }, stagesWith({ sft: TRAINED }))).toEqual([]);
  });

  it('is no policy that PPO has yet to begin with: a reset leads back to it, and its round still has it', () => {
    const stages = stagesWith({ rewardModel: TRAINED, ppo: UNSTEPPED });
    expect(droppedBy({ type: 'reset', stage: 'ppo' }, stages)).toEqual([]);
    expect(droppedBy({ type: 'openFile', stage: 'ppo' }, stages)).toEqual([]);
    expect(droppedBy({ type: 'replaceRewardModel' }, stages)).toEqual(['rewardModel']);
    expect(droppedBy({ type: 'previousRound' }, stages)).toEqual(['rewardModel']);
    expect(droppedBy({ type: 'startAnew' }, stages)).toEqual(['rewardModel', 'ppo']);
  });

  it('is a policy of the last visit only if something else takes its place: PPO goes on from it', () => {
    const stages = stagesWith({ ppo: FROM_LAST_VISIT });
    expect(droppedBy({ type: 'run', stage: 'ppo' }, stages)).toEqual([]);
    expect(droppedBy({ type: 'reset', stage: 'ppo' }, stages)).toEqual([]);
    expect(droppedBy({ type: 'openFile', stage: 'ppo' }, stages)).toEqual(['ppo']);
  });

  it('is everything trained here when the models of another size, or none, take its place', () => {
    const stages = stagesWith({ pretrain: TRAINED, sft: FROM_LAST_VISIT, ppo: TRAINED });
    expect(droppedBy({ type: 'startAnew' }, stages)).toEqual(['pretrain', 'sft', 'ppo']);
  });
});
