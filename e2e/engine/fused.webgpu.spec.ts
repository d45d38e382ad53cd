/** The fused kernels on WebGPU, with a software adapter if need be: beside the plain room, which runs on the CPU. */
import { expect, test } from '@playwright/test';
import type { FusedHarness } from './fusedHarness';
import { openModulePage, type ModulePage } from './moduleServer';

let modules: ModulePage<FusedHarness>;

test.beforeAll(async ({ browser }) => {
  modules = await openModulePage<FusedHarness>(browser, 'fused');
  await modules.call('open');
});

test.afterEach(async () => {
  expect(await modules.call('errors')).toEqual([]);
});

test.afterAll(async () => {
  await modules.close();
});

/** Odd on purpose: nothing divides a tile, a workgroup or a split. */
const SIZES = [
  { batch: 3, time: 5, width: 8, heads: 2, vocabulary: 7 },
  { batch: 2, time: 7, width: 36, heads: 3, vocabulary: 13 },
  { batch: 5, time: 11, width: 40, heads: 5, vocabulary: 239 },
];

const over = (limit: number, deviations: Readonly<Record<string, number>>) =>
  Object.entries(deviations).filter(([, deviation]) => !(deviation <= limit));

for (const sizes of SIZES) {
  test(`each kernel equals its plain composition: ${Object.values(sizes).join(' × ')}`, async () => {
    const deviations = await modules.call('kernels', sizes);
    for (const [name, worst] of Object.entries(deviations)) console.log(`${name.padEnd(60)}${worst.toExponential(1)}`);
    expect(over(3e-6, deviations)).toEqual([]);
  });
}

test('the sampler’s integers are rng.ts’s bit for bit, its noise within a millionth', async () => {
  const { integers, noise } = await modules.call('noise');
  console.log(`noise: ${noise.toFixed(2)} of 1e-6 + 2e-7 |g|`);
  expect(integers).toBe(0);
  expect(noise).toBeLessThan(1);
});

const SHAPES = [
  { vocabulary: 7, context: 8, width: 8, layers: 2, heads: 2, scalarHead: true },
  { vocabulary: 13, context: 11, width: 36, layers: 1, heads: 3, scalarHead: true },
  { vocabulary: 239, context: 9, width: 32, layers: 3, heads: 2, scalarHead: true },
];

for (const shape of SHAPES) {
  const { width, layers } = shape;
  test(`a network ${width} wide with ${layers} layers says what the plain one says, with its gradient`, async () => {
    const deviations = await modules.call('passes', shape);
    for (const [name, worst] of Object.entries(deviations)) console.log(`${name.padEnd(12)}${worst.toExponential(1)}`);
    expect(over(1e-5, deviations)).toEqual([]);
  });
}

for (const form of ['pytorch', 'tensorflow1'] as const) {
  test(`ten steps of AdamW lead where the plain ones lead: ${form}`, async () => {
    const deviation = await modules.call('trajectory', form);
    console.log(`${form}: ${deviation.toExponential(1)} learning rates`);
    expect(deviation).toBeLessThan(0.01);
  });
}

test('the losses of fifty steps are the plain ones to a thousandth', async () => {
  const { worst, last } = await modules.call('losses');
  console.log(`worst ${worst.toExponential(1)}, last loss ${last.toFixed(3)}`);
  expect(worst).toBeLessThan(1e-3);
});

test('generated tokens are the plain ones but for near ties', async () => {
  const { rows, different, wrong } = await modules.call('generation');
  console.log(`${different} of ${rows} rows differ by a near tie`);
  expect(wrong).toBe(0);
  expect(different).toBeLessThan(3);
});

test('the same work done twice gives the same bits', async () => {
  expect(await modules.call('repeat')).toBe(true);
});

test('a network goes on from its state as if it had never stopped, to the bit', async () => {
  expect(await modules.call('goesOn')).toBe(true);
});

test('a batch that is on the device already is the right one', async () => {
  expect(await modules.call('mixedUp')).toEqual([]);
});

test('in however many parts the gradient is summed, it is the same to a millionth', async () => {
  const deviations = await modules.call('splits');
  console.log(JSON.stringify(deviations));
  expect(Object.keys(deviations)).toEqual(['4', '8', '16', '32']);
  expect(over(1e-6, deviations)).toEqual([]);
});

test('the number of parts that is the fastest here is chosen from these', async () => {
  const [chosen, used] = await modules.call('chosenSplits');
  console.log(`${chosen} splits`);
  expect([4, 8, 16, 32]).toContain(chosen);
  expect(used).toBe(chosen);
});

test('a step whose loss or gradient is not finite changes nothing', async () => {
  expect(await modules.call('guard')).toEqual([]);
});

test('what it cannot do it refuses with a sentence', async () => {
  expect(await modules.call('refusals')).toEqual([
    'On WebGPU each attention head must be a multiple of 4 wide, got width 12 and 2 heads.',
    expect.stringMatching(/^This network has \d+ parameters, got 5\.$/),
    'step needs a gradient: call backward first.',
    'There is no gradient: call backward first.',
    'This network has no parameter named score.weight.',
    'On WebGPU a batch may have at most 131072 places, got 131200.',
    'A prompt may have at most 4 tokens to leave room for 4 more, got 5.',
  ]);
});

test('a training step is at most 45 dispatches in one submit without a readback, and nothing piles up', async () => {
  const { start, first, step, twenty } = await modules.call('training');
  console.log(JSON.stringify({ start, first, step, twenty }));
  expect(start.pipelines).toBeGreaterThan(20);
  expect(first.pipelines).toBe(0);
  expect(step.dispatches).toBeLessThanOrEqual(45);
  expect(step).toMatchObject({ submits: 1, readbacks: 0, pipelines: 0, bindGroups: 0, buffers: 0 });
  expect(twenty).toMatchObject({ pipelines: 0, buffers: 0, readbacks: 20 });
});

test('a generation is one submit and one readback', async () => {
  const work = await modules.call('sampling');
  console.log(JSON.stringify(work));
  expect(work).toMatchObject({ submits: 1, readbacks: 1, pipelines: 0, bindGroups: 0, buffers: 0 });
});

for (const cpuForward of [false, true]) {
  const where = cpuForward ? 'on the CPU' : 'on the device too';
  test(`a PPO-ptx update and its iteration keep to their counts, with small tensors ${where}`, async () => {
    const { update, iteration } = await modules.call('ppo', cpuForward);
    console.log(JSON.stringify({ update, iteration }));
    expect(update.ours).toBeLessThanOrEqual(130);
    expect(update.dispatches).toBeLessThanOrEqual(220);
    expect(update.submits).toBeLessThanOrEqual(8);
    expect(update).toMatchObject({ readbacks: 0, pipelines: 0, buffers: 0 });
    expect(iteration).toMatchObject({ readbacks: 3, pipelines: 0, buffers: 0 });
  });
}

test('a further episode costs an iteration its tokens, its columns and its prompt once, and a few indices', async () => {
  const [tokens, columns, prompt, indices] = [2 * 44, 5 * 44, 24, 30];
  // TensorFlow.js takes the gradient of a sum as a product with ones: two sums in each of two epochs.
  const ones = 2 * 2 * 44;
  const bytes = await modules.call('uploads');
  console.log(`${bytes} bytes`);
  expect(bytes).toBeGreaterThan(4 * (tokens + columns + prompt));
  expect(bytes).toBeLessThanOrEqual(4 * (tokens + columns + prompt + indices + ones));
});

test('300 iterations of PPO leave no buffer and no tensor behind that ten did not', async () => {
  expect(await modules.call('left')).toEqual({ buffers: 0, tensors: 0, bytes: 0 });
});

test('after the warm-up nothing is compiled in any stage', async () => {
  const { before, after } = await modules.call('compiled');
  console.log(`${before.length} pipelines in the warm-up`);
  expect(before.length).toBeGreaterThan(20);
  expect(after).toEqual([]);
});

test('networks of one shape share buffers without meeting each other’s numbers, and leave none behind', async () => {
  expect(await modules.call('sharing')).toEqual({ same: true, buffers: 0 });
});

test('TensorFlow.js is built as the seam expects', async () => {
  expect(await modules.call('seam')).toEqual([]);
});
