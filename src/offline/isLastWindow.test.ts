import { expect, it } from 'vitest';
import { isLastWindow } from './isLastWindow';

const SCOPE = 'https://school.example/rlhf/';

it('is so with one window or none, and not with a second tab or frame', () => {
  expect(isLastWindow([], SCOPE)).toBe(true);
  expect(isLastWindow([`${SCOPE}?size=XS#label`], SCOPE)).toBe(true);
  expect(isLastWindow([SCOPE, `${SCOPE}#lab`], SCOPE)).toBe(false);
});

it('does not count other pages of the same origin', () => {
  expect(isLastWindow([SCOPE, 'https://school.example/', 'https://school.example/chess/'], SCOPE)).toBe(true);
});
