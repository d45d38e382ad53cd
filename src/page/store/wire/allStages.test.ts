import { describe, expect, it } from 'vitest';
import type { StageStatus, TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { AllStages } from './allStages';

function started() {
  const said: string[] = [];
  const all = new AllStages({ run: (stage) => said.push(`run ${stage}`), at: (stage) => said.push(`at ${stage}`) });
  const stage = (name: TrainedStage, status: StageStatus, iteration = 0): void => {
    const event: WorkerEvent = {
      ...{ type: 'stage', stage: name, status, iteration, iterations: 4, origin: 'trained', round: 1 },
      ...{ secondsLeft: null, stepsPerSecond: null, missing: [] },
    };
    all.follow(event);
  };
  all.begin();
  return { said, all, stage };
}

describe('all four stages', () => {
  it('run one after the other, to the last', () => {
    const { said, stage } = started();
    for (const name of ['pretrain', 'sft', 'rewardModel', 'ppo'] as const) {
      stage(name, 'running');
      stage(name, 'running', 2);
      stage(name, 'done', 4);
    }
    expect(said).toEqual([
      ...['at pretrain', 'run pretrain', 'at sft', 'run sft'],
      ...['at rewardModel', 'run rewardModel', 'at ppo', 'run ppo', 'at null'],
    ]);
  });

  it('wait for a stage that is paused, and for one that was whole before it begins anew', () => {
    const { said, stage } = started();
    stage('pretrain', 'done', 4);
    stage('sft', 'done', 4);
    stage('pretrain', 'running');
    stage('pretrain', 'paused', 2);
    expect(said).toEqual(['at pretrain', 'run pretrain']);
    stage('pretrain', 'running', 2);
    stage('pretrain', 'done', 4);
    expect(said.at(-1)).toBe('run sft');
  });

  it('end with a stage that ended early, and when the learner stops them', () => {
    const early = started();
    early.stage('pretrain', 'running');
    early.stage('pretrain', 'done', 3);
    expect(early.said.at(-1)).toBe('at null');
    const stopped = started();
    stopped.stage('pretrain', 'running');
    stopped.all.stop();
    stopped.stage('pretrain', 'done', 4);
    expect(stopped.said).toEqual(['at pretrain', 'run pretrain', 'at null']);
  });

  it('end with a stage that cannot begin, and with one that the learner resets, but not with its own beginning', () => {
    const cannot = started();
    cannot.all.follow({ type: 'error', sentence: 'It has no weights.', detail: '', stage: null, fatal: false });
    expect(cannot.said.at(-1)).toBe('at null');
    const reset = started();
    reset.all.follow({ type: 'cleared', stage: 'pretrain' });
    reset.stage('pretrain', 'running');
    reset.all.follow({ type: 'error', sentence: 'A file was not opened.', detail: '', stage: null, fatal: false });
    reset.all.follow({ type: 'cleared', stage: 'ppo' });
    expect(reset.said.at(-1)).toBe('run pretrain');
    reset.all.follow({ type: 'cleared', stage: 'pretrain' });
    expect(reset.said.at(-1)).toBe('at null');
  });

  it('go on in a fresh worker, which clears all stages before it goes back to where the lost one stood', () => {
    const { said, all, stage } = started();
    stage('pretrain', 'running', 2);
    all.restart();
    all.follow({ type: 'cleared', stage: 'pretrain' });
    stage('pretrain', 'paused', 2);
    stage('pretrain', 'running', 2);
    stage('pretrain', 'done', 4);
    expect(said.at(-1)).toBe('run sft');
  });

  it('go on where the last visit left them, once the learner runs the stage that waits', () => {
    const said: string[] = [];
    const all = new AllStages({ run: (stage) => said.push(`run ${stage}`), at: (stage) => said.push(`at ${stage}`) });
    all.resume('sft');
    const sft = (status: StageStatus, iteration: number): WorkerEvent => ({
      ...{ type: 'stage', stage: 'sft', status, iteration, iterations: 4, origin: 'trained', round: 1 },
      ...{ secondsLeft: null, stepsPerSecond: null, missing: [] },
    });
    all.follow({ type: 'cleared', stage: 'sft' });
    all.follow(sft('done', 4));
    all.follow(sft('paused', 2));
    expect(said).toEqual(['at sft']);
    all.follow(sft('running', 2));
    all.follow(sft('done', 4));
    expect(said).toEqual(['at sft', 'at rewardModel', 'run rewardModel']);
  });
});
