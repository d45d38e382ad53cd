import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadAhead, NotLoaded, onDemand } from './onDemand';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Fails `failures` times, then comes. */
function flaky(failures: number) {
  let left = failures;
  return vi.fn(() => (left-- > 0 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('module')));
}

describe('a module that is loaded on its own', () => {
  it('is fetched once, however often it is needed', async () => {
    const load = flaky(0);
    const get = onDemand(load);
    expect(await Promise.all([get(), get()])).toEqual(['module', 'module']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('survives a blink of the network', async () => {
    const load = flaky(1);
    const coming = onDemand(load)();
    await vi.runAllTimersAsync();
    expect(await coming).toBe('module');
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is refused with an error of its own where it cannot be had, and comes when it is needed again', async () => {
    const get = onDemand(flaky(2));
    const refused = expect(get()).rejects.toBeInstanceOf(NotLoaded);
    await vi.runAllTimersAsync();
    await refused;
    expect(await get()).toBe('module');
  });

  it('is loaded ahead, and one that fails keeps none of the others waiting', async () => {
    onDemand(flaky(9));
    const load = flaky(0);
    onDemand(load);
    const ahead = loadAhead();
    await vi.runAllTimersAsync();
    await ahead;
    expect(load).toHaveBeenCalledTimes(1);
  });
});
