import { expect, it } from 'vitest';
import { plannedStage } from './comeBack';

const sft = { stage: 'sft', iteration: 40, iterations: 155 } as const;

it('the training of all four goes on at the stage that had begun, and only where they were on their way', () => {
  expect(plannedStage({ trainingAll: 'sft', stages: [sft] })).toBe('sft');
  expect(plannedStage({ trainingAll: null, stages: [sft] })).toBeNull();
  expect(plannedStage({ stages: [sft] })).toBeNull();
  expect(plannedStage({ trainingAll: 'rewardModel', stages: [sft] })).toBeNull();
  expect(plannedStage({ trainingAll: 'sft', stages: [{ ...sft, iteration: 155 }] })).toBeNull();
});
