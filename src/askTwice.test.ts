import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askTwice } from './askTwice';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('asks once where the answer comes, and once more where it does not', async () => {
  const ask = vi.fn().mockResolvedValueOnce(1).mockRejectedValueOnce(new Error('first')).mockResolvedValueOnce(2);
  expect(await askTwice(ask)).toBe(1);
  expect(ask).toHaveBeenCalledTimes(1);
  const second = askTwice(ask);
  await vi.runAllTimersAsync();
  expect(await second).toBe(2);
  expect(ask).toHaveBeenCalledTimes(3);
});

it('rejects as the second time does', async () => {
  const ask = vi.fn().mockRejectedValueOnce(new Error('first')).mockRejectedValueOnce(new Error('second'));
  const refused = expect(askTwice(ask)).rejects.toThrow('second');
  await vi.runAllTimersAsync();
  await refused;
});
