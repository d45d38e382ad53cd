import { describe, expect, test } from 'vitest';
import type { BackendTiming } from '../../protocol/protocol';
import { chooseBackend, type ChoiceOptions } from './chooseBackend';
import { nodeHelpers } from '../../testing/nodeCrew';
import { TINY } from '../../testing/tinyModel';
import { Crew } from '../lm/crew/crew';

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
      timings: remembered.map((each) => ({ ...each, earlier: true })),
      timed: false,
    });
  });

  test('that was the fastest before but is gone is not waited for: the others are timed', async () => {
    const { backend, timed } = await choose('auto', { remembered: [timing('webgpu', 1), timing('wasm', 20)] });
    expect({ backend, timed }).toEqual({ backend: 'wasm', timed: true });
  });

  test('that had no rival before is tried beside the others again, with the workers that were the fastest', async () => {
    const workers = [
      { workers: 1, millisecondsPerStep: 40 },
      { workers: 2, millisecondsPerStep: 20 },
      { workers: 4, millisecondsPerStep: 25 },
    ];
    const crew = new Crew(await nodeHelpers());
    const timedWith: number[] = [];
    const { backend, chosenBy, timings } = await choose('auto', {
      remembered: [timing('webgpu', null), { ...timing('wasm', 20), workers }],
      workers: { crew, most: 4 },
      onProgress: (activity) => activity === 'timing' && timedWith.push(crew.members),
    });
    expect({ backend, chosenBy, timedWith }).toEqual({ backend: 'wasm', chosenBy: 'only choice', timedWith: [2] });
    const [, wasm] = timings;
    expect(wasm).not.toHaveProperty('earlier');
    expect(wasm.workers).toEqual(workers.map((each) => ({ ...each, earlier: true })));
    await crew.resize(1);
  });

  test('that the learner wants comes before what is remembered', async () => {
    const { backend, chosenBy } = await choose('wasm', { remembered: [timing('cpu', 1)] });
    expect({ backend, chosenBy }).toEqual({ backend: 'wasm', chosenBy: 'learner' });
  });

  test('that the learner wants stands beside what an earlier visit measured, itself included', async () => {
    const remembered = [timing('webgpu', 5), { ...timing('wasm', 20), reason: 'Slower here than webgpu.' }];
    const { timings, timed } = await choose('wasm', { remembered });
    expect({ timings, timed }).toEqual({
      timings: [
        { ...timing('wasm', 20), earlier: true },
        { ...timing('webgpu', 5), earlier: true },
      ],
      timed: false,
    });
  });

  test('that the learner wants but does not work is replaced, and its reason is that of now', async () => {
    const remembered = [timing('webgpu', 5), { ...timing('cpu', 90), reason: 'Slower here than webgpu.' }];
    const { backend, chosenBy, timings } = await choose('webgpu', { remembered });
    expect({ backend, chosenBy }).toEqual({ backend: 'wasm', chosenBy: 'fallback' });
    expect(timings).toMatchObject([
      { backend: 'webgpu', millisecondsPerStep: null, reason: 'This browser has no WebGPU.' },
      { backend: 'wasm', millisecondsPerStep: expect.any(Number) as number, reason: '' },
      { backend: 'cpu', millisecondsPerStep: 90, earlier: true },
    ]);
    expect(timings[0]).not.toHaveProperty('earlier');
  });
});
