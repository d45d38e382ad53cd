/** Whole fused networks beside plain ones, which run on the CPU. Not part of the product. */
import * as tf from '@tensorflow/tfjs-core';
import type { AdamW } from '../../src/engine/lm/adamw';
import type { GptConfig } from '../../src/engine/lm/config';
import { initialParameters, parameterLayout } from '../../src/engine/lm/layout';
import type {
  GenerateRequest,
  HeadName,
  Heads,
  LossHead,
  Model,
  ModelState,
  TokenBatch,
} from '../../src/engine/lm/model';
import { PlainModel } from '../../src/engine/lm/plain/plainModel';
import { readAll } from '../../src/engine/lm/read';
import { TINY, tinyBatch, tinyParameters } from '../../src/testing/tinyModel';
import { webgpuRoom } from '../../src/engine/lm/webgpu/room';
import { Rng } from '../../src/rng';
import { deviation } from './fusedRun';
import { OPTIMIZER } from '../../src/engine/lm/selfTest';

export type FusedRoom = 'plain' | 'fused';

/** The same network in both rooms, and a way to work with each on its own backend. */
class Pair {
  readonly fused: Model;
  readonly plain: Model;

  constructor(
    device: GPUDevice,
    readonly config: GptConfig,
    parameters = tinyParameters(config, 1),
  ) {
    this.fused = webgpuRoom(device)(config, parameters);
    this.plain = new PlainModel(config, parameters);
  }

  async both<T>(work: (model: Model) => Promise<T>): Promise<Record<FusedRoom, T>> {
    await tf.setBackend('cpu');
    const plain = await work(this.plain);
    await tf.setBackend('webgpu');
    return { plain, fused: await work(this.fused) };
  }

  dispose(): void {
    this.fused.dispose();
    this.plain.dispose();
  }
}

const HEADS: readonly HeadName[] = ['logprobs', 'entropy', 'logits', 'values'];
export const LOSS_HEADS: readonly LossHead[] = ['logprobs', 'entropy', 'values'];

/** A loss that no head is linear in, over the places that count. */
export function anyLoss({ logprobs, entropy, values }: Pick<Heads, LossHead>, mask: Float32Array) {
  const product = tf.add(tf.mul(tf.square(logprobs), 0.3), tf.mul(entropy, tf.add(values, 1)));
  const counted = tf.mul(tf.add(product, tf.square(values)), tf.tensor2d(mask, logprobs.shape));
  return { loss: tf.mean<tf.Scalar>(counted), largest: tf.max<tf.Scalar>(counted) };
}

/** Everything a network says and its gradient, over rows of a padded batch and over a whole one. */
export async function passDeviations(device: GPUDevice, config: GptConfig): Promise<Record<string, number>> {
  const pair = new Pair(device, config);
  const time = config.context - 1;
  const whole = { ...tinyBatch(5, time, 2, config.vocabulary), leftPadding: Int32Array.of(0, 2, 0, 1, 3) };
  const batch: TokenBatch = { ...whole, batch: 3, rows: Int32Array.of(4, 1, 2) };
  const isReal = (place: number) => place % time >= [3, 2, 0][Math.floor(place / time)];
  const mask = Float32Array.from({ length: 3 * time }, (_, place) => (isReal(place) && place % 4 > 0 ? 1 : 0));
  const unpadded = tinyBatch(2, time, 3, config.vocabulary);
  const { plain, fused } = await pair.both(async (model) => {
    const said = await readAll(await model.forward(batch, HEADS, 0.7));
    const meanwhile: Promise<unknown>[] = [];
    const loss = (heads: Pick<Heads, LossHead>) => {
      meanwhile.push(model.forward(unpadded, ['logprobs'])); // must not disturb what the backward pass reads
      return anyLoss(heads, mask);
    };
    const terms = await readAll(await model.backward(batch, LOSS_HEADS, loss, 0.7));
    await Promise.all(meanwhile);
    const mixed = await model.gradient();
    const masked = await model.backwardCrossEntropy(batch, mask, 0.5);
    const nats = await model.backwardCrossEntropy(unpadded);
    return { ...said, ...terms, mixed, ...(await readAll({ masked, nats })), gradient: await model.gradient() };
  });
  pair.dispose();
  return Object.fromEntries(
    Object.entries(plain).map(([name, expected]) => {
      const wide = expected.length / mask.length;
      const counts = (_: number, i: number) => !Number.isInteger(wide) || isReal(Math.floor(i / wide));
      return [name, deviation(fused[name as keyof typeof fused].filter(counts), expected.filter(counts))];
    }),
  );
}

/**
 * The largest distance of parameters after ten steps, in learning rates. Biases of keys stay out: their gradient is 0 but
 * for rounding, which AdamW enlarges.
 */
export async function trajectoryDeviation(device: GPUDevice, form: AdamW['form']): Promise<number> {
  const pair = new Pair(device, { ...TINY, scalarHead: true });
  const { plain, fused } = await pair.both(async (model) => {
    for (let step = 0; step < 10; step++) {
      (await model.backwardCrossEntropy(tinyBatch(3, 6, step))).dispose();
      const values = ({ values }: Pick<Heads, 'values'>) => ({ loss: tf.mean<tf.Scalar>(tf.square(values)) });
      (await model.backward(tinyBatch(2, 5, step), ['values'], values)).loss.dispose();
      model.step({ ...OPTIMIZER, form, epsilon: 1e-6, clipGradNorm: step % 2 ? 1 : 100 }).dispose();
    }
    return model.parameters();
  });
  pair.dispose();
  const { width } = TINY;
  const ofKeys = new Set(
    parameterLayout(pair.config)
      .parameters.filter(({ name }) => name.endsWith('c_attn.bias'))
      .flatMap(({ offset }) => Array.from({ length: width }, (_, i) => offset + width + i)),
  );
  const distances = Array.from(plain, (value, i) => (ofKeys.has(i) ? 0 : Math.abs(fused[i] - value)));
  return Math.max(...distances) / OPTIMIZER.learningRate;
}

/** The largest difference of losses over 50 steps as SFT takes them. */
export async function lossDeviation(device: GPUDevice): Promise<{ readonly worst: number; readonly last: number }> {
  const config = { ...TINY, vocabulary: 50, context: 16, width: 32, heads: 2 };
  const pair = new Pair(device, config, initialParameters(config, new Rng(6)));
  const { plain, fused } = await pair.both(async (model) => {
    const losses: tf.Scalar[] = [];
    for (let step = 0; step < 50; step++) {
      const batch = tinyBatch(4, 15, step % 5, config.vocabulary);
      losses.push(
        await model.backwardCrossEntropy(
          batch,
          Float32Array.from({ length: 60 }, (_, i) => (i % 15 > 5 ? 1 : 0)),
        ),
      );
      model.step({ ...OPTIMIZER, learningRate: 2e-3 }).dispose();
    }
    const read = await readAll(Object.fromEntries(losses.map((loss, step) => [String(step), loss])));
    return Object.values(read).map(([loss]) => loss);
  });
  pair.dispose();
  return { worst: Math.max(...plain.map((loss, step) => Math.abs(loss - fused[step]))), last: plain[49] };
}

/** Distance of the two best scores where a row's drawn token is to be chosen, on the CPU. */
async function margin(model: Model, request: GenerateRequest, row: number, drawn: readonly number[]): Promise<number> {
  const { vocabulary } = model.config;
  const { prompts, temperature } = request;
  const inputs = Int32Array.from([...prompts[row], ...drawn]);
  const batch = { inputs, targets: inputs, batch: 1, time: inputs.length };
  const { logits } = await readAll(await model.forward(batch, ['logits']));
  const rng = new Rng(...request.rng.key);
  rng.position = (drawn.length * prompts.length + row) * vocabulary;
  const scores = Array.from(logits.slice(-vocabulary), (logit) =>
    temperature === 0 ? logit : logit / temperature + rng.gumbel(),
  );
  const [best, second] = scores.sort((a, b) => b - a);
  return best - second;
}

/** Rows generated in both rooms: how many, how many differ, and how many of these not by a near tie of the two best. */
export async function compareGeneration(device: GPUDevice): Promise<Record<'rows' | 'different' | 'wrong', number>> {
  const counts = { rows: 0, different: 0, wrong: 0 };
  const config = { ...TINY, vocabulary: 239, context: 20, width: 32, heads: 2 };
  const pair = new Pair(device, config);
  const rng = new Rng(5);
  for (const sampling of [{ temperature: 1 }, { temperature: 0 }, { temperature: 0.6, topK: 5 }]) {
    const prompts = Array.from({ length: 9 }, () => Array.from({ length: 1 + rng.int(6) }, () => rng.int(239)));
    const request = () => ({ prompts, maxTokens: 12, stopTokens: [7, 11], rng: new Rng(3).fork('noise'), ...sampling });
    const { plain, fused } = await pair.both((model) => model.generate(request()));
    for (const [row, { tokens }] of plain.entries()) {
      counts.rows++;
      const at = tokens.findIndex((token, t) => token !== fused[row].tokens[t]);
      if (at < 0 && fused[row].tokens.length === tokens.length && fused[row].ended === plain[row].ended) continue;
      counts.different++;
      await tf.setBackend('cpu');
      const isTie = at >= 0 && (await margin(pair.plain, request(), row, tokens.slice(0, at))) < 1e-4;
      if (!isTie) counts.wrong++;
    }
  }
  pair.dispose();
  return counts;
}

/** Whether the same work done twice gives the same bits. */
export async function isRepeatable(device: GPUDevice): Promise<boolean> {
  const config = { ...TINY, vocabulary: 61, width: 16, scalarHead: true };
  const run = async () => {
    const model = webgpuRoom(device)(config, tinyParameters(config, 4));
    for (let step = 0; step < 4; step++) {
      const batch = tinyBatch(9, 7, step, config.vocabulary);
      const loss = (heads: Pick<Heads, LossHead>) => anyLoss(heads, new Float32Array(63).fill(1));
      tf.dispose({ ...(await model.backward(batch, LOSS_HEADS, loss)) });
      model.step(OPTIMIZER).dispose();
    }
    const rng = new Rng(1);
    const drawn = await model.generate({ prompts: [[1], [2, 3]], maxTokens: 5, temperature: 1, stopTokens: [], rng });
    const parameters = await model.parameters();
    model.dispose();
    return JSON.stringify([new Uint32Array(parameters.buffer), drawn, rng.position]);
  };
  return (await run()) === (await run());
}

/** Whether a network that goes on from the state of another ends with its bits. */
export async function goesOn(device: GPUDevice): Promise<boolean> {
  const step = async (model: Model, seed: number) => {
    (await model.backwardCrossEntropy(tinyBatch(3, 6, seed))).dispose();
    model.step(OPTIMIZER).dispose();
  };
  const [whole, resumed] = [1, 2].map((seed) => webgpuRoom(device)(TINY, tinyParameters(TINY, seed)));
  for (const seed of [1, 2, 3]) await step(whole, seed);
  const state = await whole.state();
  resumed.restore(state);
  for (const model of [whole, resumed]) for (const seed of [4, 5]) await step(model, seed);
  const ends = await Promise.all([whole, resumed].map((model) => model.state()));
  for (const model of [whole, resumed]) model.dispose();
  const bits = ({ parameters, firstMoments, secondMoments, steps, corrections }: ModelState) =>
    JSON.stringify([
      ...[parameters, firstMoments, secondMoments].map((vector) => [...new Uint32Array(vector.buffer)]),
      steps,
      corrections,
    ]);
  return state.steps === 3 && ends[0].steps === 5 && bits(ends[0]) === bits(ends[1]);
}

const SPOILT: Readonly<Record<string, (loss: tf.Scalar) => tf.Scalar>> = {
  'loss that is not a number': (loss) => tf.add(loss, NaN),
  'loss that overflows': (loss) => tf.mul(loss, Infinity),
  'gradient that is not a number': (loss) => tf.sqrt(tf.sub(loss, loss)),
};

/** Kinds of broken steps that changed anything: the steps after them must be those of a twin that never met one. */
export async function brokenSteps(device: GPUDevice): Promise<string[]> {
  const batch = tinyBatch(2, 5);
  const good = async (model: Model) => {
    (await model.backwardCrossEntropy(batch)).dispose();
    model.step(OPTIMIZER).dispose();
  };
  const failed: string[] = [];
  for (const [name, spoil] of Object.entries(SPOILT)) {
    const [model, twin] = [1, 2].map(() => webgpuRoom(device)(TINY, tinyParameters(TINY, 1)));
    await good(model);
    await good(twin);
    const before = await model.parameters();
    (await model.backwardCrossEntropy(batch)).dispose();
    const loss = ({ logprobs }: Pick<Heads, 'logprobs'>) => ({ loss: spoil(tf.mean(logprobs)) });
    (await model.backward(batch, ['logprobs'], loss)).loss.dispose();
    model.step(OPTIMIZER).dispose();
    const after = await model.parameters();
    await good(model);
    await good(twin);
    const [next, expected] = [await model.parameters(), await twin.parameters()];
    if (String(after) !== String(before)) failed.push(`${name}: the parameters changed`);
    if (String(next) !== String(expected)) failed.push(`${name}: moments or counters changed`);
    if (!next.every(Number.isFinite)) failed.push(`${name}: the next step is not finite`);
    model.dispose();
    twin.dispose();
  }
  return failed;
}

/** What the room says to what it cannot do. */
export async function refusals(device: GPUDevice): Promise<string[]> {
  const model = webgpuRoom(device)(TINY, tinyParameters(TINY, 1));
  const prompt = { prompts: [[1, 2, 3, 4, 5]], maxTokens: 4, temperature: 1, stopTokens: [], rng: new Rng(1) };
  const odd = { ...TINY, width: 12 };
  const attempts: (() => unknown)[] = [
    () => webgpuRoom(device)(odd, tinyParameters(odd, 1)),
    () => model.load(new Float32Array(5)),
    () => model.step(OPTIMIZER),
    () => model.gradient(),
    () => model.forward(tinyBatch(1, 3), ['values']),
    () => model.forward(tinyBatch(16_400, 8), ['logprobs']),
    () => model.generate(prompt),
  ];
  const said: string[] = [];
  for (const attempt of attempts) {
    try {
      await attempt();
      said.push('nothing');
    } catch (error) {
      said.push((error as Error).message);
    }
  }
  model.dispose();
  return said;
}
