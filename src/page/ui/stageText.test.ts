import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../experiment/settings';
import type { StageState } from '../store/run/pageModel';
import { countText, iterationTold, progressText, stageMeaning, statusText } from './stageText';

const PAUSED: StageState = {
  status: 'paused',
  origin: 'trained',
  iteration: 12,
  iterations: 60,
  round: 1,
  secondsLeft: null,
  stepsPerSecond: null,
  missing: [],
};

describe('what a stage is about', () => {
  it('has a KL penalty that holds the policy only while there is one', () => {
    const ppo = (klCoef: number) => stageMeaning('ppo', { ...defaultSettings(), klCoef });
    expect(ppo(0.2)).toContain('The KL penalty holds it near the fine-tuned model');
    expect(ppo(0)).not.toContain('The KL penalty holds');
    expect(ppo(0)).toContain('nothing holds it near the fine-tuned model this time: watch whether score and gold part');
    expect(stageMeaning('sft', { ...defaultSettings(), klCoef: 0 })).not.toContain('KL');
  });
});

describe('how far a stage is', () => {
  it('is the iterations behind it, and a micro-step of the next one is in that', () => {
    expect(progressText(PAUSED)).toBe('12 of 60 iterations');
    expect(progressText(PAUSED)).toContain(countText(PAUSED));
    expect(iterationTold(13, PAUSED)).toBe('in iteration 13');
    expect(iterationTold(12, PAUSED)).toBe('iteration 12');
  });

  it('is no count of iterations for weights that took none here', () => {
    expect(progressText({ ...PAUSED, status: 'done', origin: 'shipped', iteration: 0 })).toBe('shipped checkpoint');
  });

  it('is not done where a run ended before its last iteration', () => {
    expect(statusText({ ...PAUSED, status: 'done' })).toBe('ended early');
    expect(statusText({ ...PAUSED, status: 'done', iteration: 60 })).toBe('done');
    expect(statusText({ ...PAUSED, status: 'done', iteration: 0, origin: 'shipped' })).toBe('done');
    expect(statusText(PAUSED)).toBe('paused');
    expect(statusText(null)).toBe('opening');
  });
});
