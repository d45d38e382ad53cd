import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { initialPageModel, type StageState } from './pageModel';
import { canRun, canStep } from './canRun';

const DONE: StageState = {
  status: 'done',
  origin: 'trained',
  iteration: 4,
  iterations: 4,
  round: 1,
  secondsLeft: null,
  stepsPerSecond: null,
  missing: [],
};

const stagesWith = (evaluate: StageState | null, sft: StageState | null) => ({
  ...initialPageModel(defaultSettings()).stages,
  evaluate,
  sft,
});

describe('the run bar', () => {
  it('runs what is done again, and nothing that is locked or not there yet', () => {
    expect(canRun(DONE)).toBe(true);
    expect(canRun({ ...DONE, status: 'paused', iteration: 1 })).toBe(true);
    expect(canRun({ ...DONE, status: 'locked', missing: ['pretrain'] })).toBe(false);
    expect(canRun({ ...DONE, missing: ['pretrain'] })).toBe(false);
    expect(canRun(null)).toBe(false);
  });

  it('steps through a stage anew only where nothing trained is lost by it', () => {
    const evaluated: StageState = { ...DONE, origin: null };
    const stages = stagesWith(evaluated, DONE);
    expect(canStep('evaluate', stages)).toBe(true);
    expect(canStep('sft', stages)).toBe(false);
    expect(canStep('sft', stagesWith(null, { ...DONE, origin: 'shipped', iteration: 0 }))).toBe(true);
    expect(canStep('sft', stagesWith(null, { ...DONE, status: 'paused', iteration: 1 }))).toBe(true);
    expect(canStep('sft', stagesWith(null, { ...DONE, status: 'locked', missing: ['pretrain'] }))).toBe(false);
  });
});
