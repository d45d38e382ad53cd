import { expect, it } from 'vitest';
import { scenarioSettings, YOURS } from '../../experiment/scenarios';
import { armLabel } from './armLabel';

it('arms are called by what they are, the learner’s as such', () => {
  const ran = scenarioSettings('iterate', 'recorded');
  expect(armLabel('iterate', 'oldRewardModel', ran, true)).toBe('old reward model');
  expect(armLabel('iterate', YOURS, ran, true)).toBe('new reward model');
  expect(armLabel('iterate', YOURS, ran)).toBe('yours: new reward model');
  expect(armLabel('tamer', YOURS, scenarioSettings('tamer'))).toBe('yours: learned from feedback');
  expect(armLabel('goodhart', YOURS, scenarioSettings('goodhart'))).toBe('yours: β 0');
});
