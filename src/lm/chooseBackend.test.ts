import { describe, expect, test } from 'vitest';
import type { BackendTiming } from '../protocol';
import { chooseBackend, type ChoiceOptions } from './chooseBackend';
import { TINY } from './tinyModel';

const timing = (backend: BackendTiming['backend'], millisecondsPerStep: number | null): BackendTiming => ({
  backend,
  millisecondsPerStep,
  reason: '',
});

/** Node has no WebGPU. */
async function choose(wanted: Parameters<typeof chooseBackend>[0], changes: Partial<ChoiceOptions> = {}) {
  const activities: string[] = [];
  const onProgress: ChoiceOptions['onProgress'] = (activity) => activities.push(activity);
  const { report } = await chooseBackend(wanted, {
    config: TINY,
    now: () => performance.now(),
    onProgress,
    ...changes,
  });
  return { ...report, timed: activities.includes('timing') };
}

describe('the backend', () => {
  test('that works is timed and taken, and why not a better one is said', async () => {
    const { backend, chosenBy, timings, timed } = await choose('auto');
    expect({ backend, chosenBy, timed }).toEqual({ backend: 'wasm', chosenBy: 'only choice', timed: true });
    expect(timings).toMatchObject([
      { backend: 'webgpu', millisecondsPerStep: null, reason: 'This browser has no WebGPU.' },
      { backend: 'wasm', millisecondsPerStep: expect.any(Number) as number, reason: '' },
    ]);
  });

  test('that was the fastest before is taken without timing anything again', async () => {
    const remembered = [timing('wasm', 20), timing('cpu', 5), timing('webgpu', null)];
    const { backend, chosenBy, timings, timed } = await choose('auto', { remembered });
    expect({ backend, chosenBy, timings, timed }).toEqual({
      backend: 'cpu',
      chosenBy: 'memory',
      timings: remembered,
      timed: false,
    });
  });

  test('that was the fastest before but is gone is not waited for: the others are timed', async () => {
    const { backend, timed } = await choose('auto', { remembered: [timing('webgpu', 1), timing('wasm', 20)] });
    expect({ backend, timed }).toEqual({ backend: 'wasm', timed: true });
  });

  test('that the learner wants comes before what is remembered', async () => {
    const { backend, chosenBy } = await choose('wasm', { remembered: [timing('cpu', 1)] });
    expect({ backend, chosenBy }).toEqual({ backend: 'wasm', chosenBy: 'learner' });
  });
});
