import { expect, it } from 'vitest';
import type { Episode } from '../../../../protocol/microSteps';
import { tellingPrompt } from './tellingPrompt';

const episode = (prompt: string, response: string, gold: number | null, score: number | null = 0): Episode => ({
  prompt,
  response,
  ended: true,
  gold,
  score,
});

const samples = (before: readonly Episode[] | null, now: readonly Episode[]) => ({ iteration: 3, before, now });

it('is the request whose gold moved most, whichever way', () => {
  const before = [episode('a', 'x', 0.5), episode('b', 'x', 1), episode('c', 'x', 0.2)];
  const now = [episode('a', 'y', 0.7), episode('b', 'y', 0.1, 9), episode('c', 'x', 0.2)];
  expect(tellingPrompt(samples(before, now))).toBe('b');
});

it('is decided by the score where gold moved alike, and there alone', () => {
  const before = [episode('a', 'x', 0.5), episode('b', 'x', null), episode('c', 'x', null)];
  expect(tellingPrompt(samples(before, [before[0], episode('b', 'y', null, 1), episode('c', 'y', null, -2)]))).toBe(
    'c',
  );
  const now = [episode('a', 'y', 0.51), episode('b', 'y', null, 1), episode('c', 'y', null, -50)];
  expect(tellingPrompt(samples(before, now))).toBe('a');
});

it('is none where every answer stayed, or where nobody knows what was answered before', () => {
  const now = [episode('a', 'x', 0.5)];
  expect(tellingPrompt(samples(now, now))).toBeNull();
  expect(tellingPrompt(samples(null, now))).toBeNull();
  expect(tellingPrompt(null)).toBeNull();
});
