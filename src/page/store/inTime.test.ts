import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTime, PATIENCE } from './inTime';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('an answer in time comes through, and a refusal too, and no timer stays behind', async () => {
  await expect(inTime(Promise.resolve(7))).resolves.toBe(7);
  await expect(inTime(Promise.reject(new Error('denied')))).rejects.toThrow('denied');
  expect(vi.getTimerCount()).toBe(0);
});

test('a database that never answers is given up with a sentence', async () => {
  const waiting = expect(inTime(new Promise<number>(() => undefined))).rejects.toThrow(
    /not answered within 15 seconds/,
  );
  await vi.advanceTimersByTimeAsync(PATIENCE);
  await waiting;
});
