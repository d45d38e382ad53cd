import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ASK_EVERY, createWatchdog, MOST_UNANSWERED } from './watchdog';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the watchdog', () => {
  it('reports once that nothing answers any more, and asks no more', () => {
    const ask = vi.fn();
    const silent = vi.fn();
    createWatchdog(ask, silent);
    vi.advanceTimersByTime(ASK_EVERY * MOST_UNANSWERED);
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(ASK_EVERY);
    expect(silent).toHaveBeenCalledTimes(1);
    expect(ask).toHaveBeenCalledTimes(MOST_UNANSWERED);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never barks at a worker that says something now and then, nor once it is stopped', () => {
    const silent = vi.fn();
    const dog = createWatchdog(() => undefined, silent);
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(ASK_EVERY * MOST_UNANSWERED);
      dog.heard();
    }
    dog.stop();
    vi.advanceTimersByTime(ASK_EVERY * MOST_UNANSWERED * 2);
    expect(silent).not.toHaveBeenCalled();
  });
});
