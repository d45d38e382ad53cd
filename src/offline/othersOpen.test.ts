import { expect, it } from 'vitest';
import { othersOpen } from './othersOpen';

const SCOPE = 'https://school.example/rlhf/';

it('is so with a second tab or frame, and not with one or none', () => {
  expect(othersOpen([], SCOPE)).toBe(false);
  expect(othersOpen([`${SCOPE}?size=XS#label`], SCOPE)).toBe(false);
  expect(othersOpen([SCOPE, `${SCOPE}#lab`], SCOPE)).toBe(true);
});

it('does not count other pages of the same origin', () => {
  expect(othersOpen([SCOPE, 'https://school.example/', 'https://school.example/chess/'], SCOPE)).toBe(false);
});
