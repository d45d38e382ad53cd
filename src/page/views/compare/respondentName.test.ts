import { expect, it } from 'vitest';
import { POLICY_BEFORE_RUN, type Respondent } from '../../../protocol/compare';
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

it('the policy from before a run is called by the run that left it, or by where else it came from', () => {
  const name = (origin: Respondent['origin']) => {
    const before: Respondent = { ...policy, id: POLICY_BEFORE_RUN, origin, beforeRun: true };
    return respondentName(before, [before, policy]);
  };
  expect(name('trained')).toBe('policy, your run before');
  expect(name('kept')).toBe('policy, your run before');
  expect(name('shipped')).toBe('policy, shipped');
  expect(name('file')).toBe('policy, from your file');
});
