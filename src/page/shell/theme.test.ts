import { expect, it } from 'vitest';
import { nextTheme, type Theme } from './theme';

it('goes first to the opposite of what the system shows, then to the other, and back to the system', () => {
  const presses = (systemIsDark: boolean) => {
    const seen: Theme[] = ['system'];
    for (let i = 0; i < 3; i++) seen.push(nextTheme(seen[i], systemIsDark));
    return seen;
  };
  expect(presses(false)).toEqual(['system', 'dark', 'light', 'system']);
  expect(presses(true)).toEqual(['system', 'light', 'dark', 'system']);
});
