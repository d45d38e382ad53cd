/**
 * The baseline: GPT-2 as one writes it first in TensorFlow.js. Automatic differentiation through every op, one variable
 * a parameter, `tf.train.adam`, all heads split by one transpose of rank 5, the whole text read anew for every token that
 * is generated. Frozen: it is what the other rooms are measured against, so no speed-up belongs here.
 *
 * It does less than the other rooms: the gradient is not clipped, weights do not decay, and nothing guards against steps
 * that are not finite. Embeddings are one-hot × matrix, since `tf.gather` has no gradient on WASM.
 */
import * as tf from '@tensorflow/tfjs';
import type { AdamW } from '../../src/engine/lm/adamw';
import type { GptConfig } from '../../src/engine/lm/config';
import { keepTerms } from '../../src/engine/lm/keepTerms';
import { parameterLayout } from '../../src/engine/lm/layout';
import type { Generated, GenerateRequest, Heads, LossHead, LossTerms, TokenBatch } from '../../src/engine/lm/model';
import type { Rng } from '../../src/rng';
import type { Trainee } from './work';

type Rows = Pick<TokenBatch, 'inputs' | 'batch' | 'time'>;

type Variables = ReadonlyMap<string, tf.Variable>;

function makeVariables(config: GptConfig, flat: Float32Array): Variables {
  return new Map(
    parameterLayout(config).parameters.map(({ name, shape, offset, size }) => [
      name,
      tf.variable(tf.tensor(flat.slice(offset, offset + size), [...shape])),
    ]),
  );
}

const oneHot = (ids: Int32Array, depth: number) => tf.cast(tf.oneHot(tf.tensor1d(ids, 'int32'), depth), 'float32');

function layerNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const centered = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centered), -1, true);
  return tf.add(tf.mul(tf.mul(centered, tf.rsqrt(tf.add(variance, 1e-5))), gain), bias);
}

function gelu(x: tf.Tensor): tf.Tensor {
  const cube = tf.mul(tf.mul(x, x), x);
  const inner = tf.mul(tf.add(x, tf.mul(cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** Hides what comes later. [T, T] */
function causalMask(time: number): tf.Tensor2D {
  const values = Float32Array.from({ length: time * time }, (_, i) => (i % time <= Math.floor(i / time) ? 0 : -1e9));
  return tf.tensor2d(values, [time, time]);
}

/** x [B·T, D] → [B·T, D] */
function attention(x: tf.Tensor, variables: Variables, layer: number, batch: number, heads: number): tf.Tensor {
  const [rows, width] = x.shape;
  const time = rows / batch;
  const dense = (y: tf.Tensor, name: string) => denseLayer(y, variables, `h.${layer}.attn.${name}`);
  const apart = tf.reshape(dense(x, 'c_attn'), [batch, time, 3, heads, width / heads]);
  const [q, k, v] = tf.unstack(tf.transpose(apart, [2, 0, 3, 1, 4])); // [B, H, T, D/H] each
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads));
  const weights = tf.softmax(tf.add(scores, causalMask(time)));
  const together = tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]);
  return dense(tf.reshape(together, [rows, width]), 'c_proj');
}

function get(variables: Variables, name: string): tf.Variable {
  const found = variables.get(name);
  if (!found) throw new Error(`This network has no parameter named ${name}.`);
  return found;
}

function denseLayer(x: tf.Tensor, variables: Variables, name: string): tf.Tensor {
  return tf.add(tf.matMul(x, get(variables, `${name}.weight`)), get(variables, `${name}.bias`));
}

/** The last hidden states. [B·T, D] */
function hiddenStates(variables: Variables, config: GptConfig, { inputs, batch, time }: Rows): tf.Tensor {
  const places = Int32Array.from({ length: batch * time }, (_, i) => i % time);
  const norm = (x: tf.Tensor, name: string) =>
    layerNorm(x, get(variables, `${name}.weight`), get(variables, `${name}.bias`));
  let x = tf.add(
    tf.matMul(oneHot(inputs, config.vocabulary), get(variables, 'wte.weight')),
    tf.matMul(oneHot(places, config.context), get(variables, 'wpe.weight')),
  );
  for (let i = 0; i < config.layers; i++) {
    x = tf.add(x, attention(norm(x, `h.${i}.ln_1`), variables, i, batch, config.heads));
    const inner = gelu(denseLayer(norm(x, `h.${i}.ln_2`), variables, `h.${i}.mlp.c_fc`));
    x = tf.add(x, denseLayer(inner, variables, `h.${i}.mlp.c_proj`));
  }
  return norm(x, 'ln_f');
}

/** What it says of a batch, [B·T] or [B·T, 1]. */
type Say = Readonly<Record<LossHead, () => tf.Tensor>>;

export class NaiveModel implements Trainee {
  private readonly variables: Variables;
  private optimizer: tf.Optimizer | null = null;
  private gathered: Record<string, tf.Tensor> = {};

  constructor(
    private readonly config: GptConfig,
    parameters: Float32Array,
  ) {
    this.variables = makeVariables(config, parameters);
  }

  async backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature = 1,
  ): Promise<T> {
    const { scalar, terms } = keepTerms(() => loss(this.heads(batch, heads, temperature)));
    const { value, grads } = tf.variableGrads(() => tf.clone(scalar()), [...this.variables.values()]);
    value.dispose();
    for (const [name, gradient] of Object.entries(grads)) {
      const before = this.gathered[name] as tf.Tensor | undefined;
      this.gathered[name] = before ? tf.add(before, gradient) : gradient;
      if (before) tf.dispose([before, gradient]);
    }
    return terms();
  }

  async backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient = 1): Promise<tf.Scalar> {
    const { loss, nats } = await this.backward(batch, ['logprobs'], ({ logprobs }) => {
      const weights = mask ? tf.tensor2d(mask, logprobs.shape) : tf.onesLike(logprobs);
      const nats: tf.Scalar = tf.neg(tf.div(tf.sum(tf.mul(logprobs, weights)), tf.sum(weights)));
      return { nats, loss: tf.mul<tf.Scalar>(nats, coefficient) };
    });
    loss.dispose();
    return nats;
  }

  step({ learningRate, beta1, beta2, epsilon }: AdamW): tf.Scalar {
    this.optimizer ??= tf.train.adam(learningRate, beta1, beta2, epsilon);
    this.optimizer.applyGradients(this.gathered);
    tf.dispose(this.gathered);
    this.gathered = {};
    return tf.scalar(0);
  }

  /** Prompts must be of one length; nothing ends a response early. */
  async generate({ prompts, maxTokens, rng }: GenerateRequest): Promise<Generated[]> {
    const begin = prompts[0]?.length ?? 0;
    if (prompts.some(({ length }) => length !== begin)) throw new Error('The baseline takes prompts of one length.');
    const [batch, time] = [prompts.length, begin + maxTokens];
    const inputs = new Int32Array(batch * time);
    prompts.forEach((prompt, row) => inputs.set(prompt, row * time));
    for (let place = begin; place < time; place++) {
      const drawn = tf.tidy(() => this.draw({ inputs, batch, time }, place - 1, rng));
      (await drawn.data()).forEach((token, row) => (inputs[row * time + place] = token));
      drawn.dispose();
    }
    return prompts.map((_, row) => ({
      tokens: [...inputs.subarray(row * time + begin, (row + 1) * time)],
      ended: false,
    }));
  }

  dispose(): void {
    tf.dispose([[...this.variables.values()], this.gathered]);
    this.optimizer?.dispose();
  }

  private heads<H extends LossHead>(batch: TokenBatch, heads: readonly H[], temperature: number): Pick<Heads, H> {
    const hidden = hiddenStates(this.variables, this.config, batch);
    const logits = () => tf.div(tf.matMul(hidden, get(this.variables, 'wte.weight'), false, true), temperature);
    const say: Say = {
      logprobs: () => tf.sum(tf.mul(tf.logSoftmax(logits()), oneHot(batch.targets, this.config.vocabulary)), -1),
      entropy: () => tf.neg(tf.sum(tf.mul(tf.softmax(logits()), tf.logSoftmax(logits())), -1)),
      values: () =>
        tf.add(tf.matMul(hidden, get(this.variables, 'score.weight'), false, true), get(this.variables, 'score.bias')),
    };
    const said = heads.map((name) => [name, tf.reshape(say[name](), [batch.batch, batch.time])]);
    return Object.fromEntries(said) as Pick<Heads, H>;
  }

  /** One token for each row, by what the network says at `place`. int32 [B] */
  private draw(rows: Rows, place: number, rng: Rng): tf.Tensor1D {
    const { vocabulary, width } = this.config;
    const hidden = tf.reshape(hiddenStates(this.variables, this.config, rows), [rows.batch, rows.time, width]);
    const last = tf.reshape(tf.slice(hidden, [0, place, 0], [rows.batch, 1, width]), [rows.batch, width]);
    const logits = tf.matMul(last, get(this.variables, 'wte.weight'), false, true);
    const noise = Float32Array.from({ length: rows.batch * vocabulary }, () => rng.gumbel());
    return tf.argMax(tf.add(logits, tf.tensor2d(noise, [rows.batch, vocabulary])), 1);
  }
}
