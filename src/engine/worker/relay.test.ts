import { afterEach, describe, expect, it, vi } from 'vitest';
import { relayTo, type Part } from './relay';

const message = (data: number) => new MessageEvent('message', { data });

/** A part that notes what it hears, and when it is loaded. */
function loadingPart() {
  const heard: number[] = [];
  let load: (part: Part) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const loading = new Promise<Part>((resolve, reject) => {
    load = resolve;
    fail = reject;
  });
  const part: Part = { onMessage: ({ data }: MessageEvent<number>) => heard.push(data) };
  return { heard, loading, load: () => load(part), fail };
}

describe('the messages to a worker', () => {
  afterEach(() => vi.useRealTimers());

  it('wait while its part loads, and come to it in their order, each once', async () => {
    const { heard, loading, load } = loadingPart();
    const relay = relayTo(loading);
    relay(message(1));
    relay(message(2));
    expect(heard).toEqual([]);
    load();
    relay(message(3));
    await loading;
    expect(heard).toEqual([1, 2, 3]);
    relay(message(4));
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it('are thrown for the page to hear where the part cannot be loaded', async () => {
    vi.useFakeTimers();
    const { heard, loading, fail } = loadingPart();
    const relay = relayTo(loading);
    relay(message(1));
    fail(new Error('no such file'));
    await expect(loading).rejects.toThrow();
    await Promise.resolve();
    expect(() => vi.runAllTimers()).toThrow('no such file');
    expect(heard).toEqual([]);
  });

  it('are thrown where the part fails at one that waited', async () => {
    vi.useFakeTimers();
    const loading = Promise.resolve<Part>({
      onMessage: () => {
        throw new Error('broken');
      },
    });
    relayTo(loading)(message(1));
    await loading;
    await Promise.resolve();
    expect(() => vi.runAllTimers()).toThrow('broken');
  });
});
