import { describe, expect, it } from 'vitest';
import type { StageState } from '../store/run/pageModel';
import { countText, iterationTold, progressText, statusText } from './stageText';

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
