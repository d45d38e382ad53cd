import { expect, it } from 'vitest';
import { stateOf } from './offline';

const NONE = { active: null, waiting: null, installing: null };

it('is kept once a version runs, and a newer one is told once it waits', () => {
  expect(stateOf({ ...NONE, active: 'v1' })).toEqual({ copy: 'kept', newer: false });
  expect(stateOf({ ...NONE, active: 'v1', installing: 'v2' })).toEqual({ copy: 'kept', newer: false });
  expect(stateOf({ ...NONE, active: 'v1', waiting: 'v2' })).toEqual({ copy: 'kept', newer: true });
});

it('is coming while the first version installs itself, and none where it could not', () => {
  expect(stateOf({ ...NONE, installing: 'v1' })).toEqual({ copy: 'coming', newer: false });
  expect(stateOf({ ...NONE, waiting: 'v1' })).toEqual({ copy: 'coming', newer: false });
  expect(stateOf(NONE)).toEqual({ copy: 'none', newer: false });
});
