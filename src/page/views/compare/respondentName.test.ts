import { expect, it } from 'vitest';
import type { Respondent } from '../../../protocol/compare';
import { respondentName } from './respondentName';

const policy: Respondent = { id: 'ppo-1', speaker: 'ppo', round: 1, name: null, origin: 'trained' };
const lessons = { simulated: 512, own: 6, weight: 10 };

it('a policy that learned from people’s rankings is called by them', () => {
  const name = (respondent: Respondent) => respondentName(respondent, [respondent]);
  expect(name(policy)).toBe('policy, yours');
  expect(name({ ...policy, lessons })).toBe('policy, learned from your 6 rankings');
  expect(name({ ...policy, lessons: { ...lessons, own: 1 } })).toBe('policy, learned from your ranking');
  expect(name({ ...policy, lessons: { ...lessons, imported: 6 } })).toBe('policy, learned from 6 rankings by people');
  expect(name({ ...policy, lessons: { ...lessons, own: 0 } })).toBe('policy, yours');
});
