/** The plain room: TensorFlow.js ops and its automatic differentiation over one flat vector of parameters. */
import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from '../crossEntropy';
import { adamwStep, clipByGlobalNorm, noMoments, type AdamW, type Moments } from '../adamw';
import type { GptConfig } from '../config';
import { keepTerms } from '../keepTerms';
import { parameterLayout, type ParameterLayout } from '../layout';
import type {
  Generated,
  GenerateRequest,
  HeadName,
  Heads,
  LossHead,
  LossTerms,
  Model,
  ModelState,
  TokenBatch,
} from '../model';
import { oneHot } from '../oneHot';
import { readAll } from '../read';
import { compact } from '../rows';
import { generate } from './generate';
import { attendWithin, embed, hiddenStates, scalarHead, splitParameters, unembed, Weights } from './gpt2';
import { causalMask, leftPaddedMask, positions } from './masks';
import { tokenEntropy, tokenLogprobs } from './ops';

function disposeAll(...tensors: (tf.Tensor | null)[]): void {
  for (const tensor of tensors) tensor?.dispose();
}

export class PlainModel implements Model {
  private readonly layout: ParameterLayout;
  private flat: tf.Tensor1D;
  private moments: Moments;
  private corrections: (steps: number) => ModelState['corrections'] = () => [0, 0];
  private gathered: tf.Tensor1D | null = null;
  /** Sum of the losses gathered since the last step: not finite as soon as one of them is not. */
  private gatheredLoss: tf.Scalar | null = null;
  /** Masks and positions, made once for each shape of batch. */
  private readonly constants = new Map<string, tf.Tensor>();

  constructor(
    readonly config: GptConfig,
    parameters: Float32Array,
  ) {
    this.layout = parameterLayout(config);
    this.flat = this.upload(parameters);
    this.moments = noMoments(this.layout.total);
  }

  async forward<H extends HeadName>(batch: TokenBatch, heads: readonly H[], temperature = 1): Promise<Pick<Heads, H>> {
    return tf.tidy(() => this.run(this.flat, batch, heads, temperature));
  }

  async backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature = 1,
  ): Promise<T> {
    const { scalar, terms } = keepTerms((flat: tf.Tensor) =>
      loss(this.run(flat as tf.Tensor1D, batch, heads, temperature)),
    );
    const { gathered, gatheredLoss } = this;
    const { gradient, sum } = tf.tidy(() => {
      const { value, grad } = tf.valueAndGrad(scalar)(this.flat);
      return {
        gradient: gathered ? tf.add<tf.Tensor1D>(gathered, grad) : (grad as tf.Tensor1D),
        sum: gatheredLoss ? tf.add<tf.Scalar>(gatheredLoss, value) : tf.clone(value),
      };
    });
    disposeAll(gathered, gatheredLoss);
    this.gathered = gradient;
    this.gatheredLoss = sum;
    return terms();
  }

  async backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient = 1): Promise<tf.Scalar> {
    const { loss, nats } = await this.backward(batch, ['logprobs'], ({ logprobs }) => {
      const nats = crossEntropy(logprobs, mask && tf.tensor2d(mask, [batch.batch, batch.time]));
      return { nats, loss: tf.mul<tf.Scalar>(nats, coefficient) };
    });
    loss.dispose();
    return nats;
  }

  step(optimizer: AdamW): tf.Scalar {
    const { gathered, gatheredLoss } = this;
    if (!gathered || !gatheredLoss) throw new Error('step needs a gradient: call backward first.');
    const { norm, parameters, moments } = tf.tidy(() => {
      const { gradient, norm } = clipByGlobalNorm(gathered, optimizer.clipGradNorm);
      const next = adamwStep(this.flat, gradient, this.moments, optimizer);
      const poison = tf.mul(tf.add(norm, gatheredLoss), 0); // 0, or NaN when either is not finite
      const finite = tf.isFinite(tf.add(gradient, poison));
      const guard = (updated: tf.Tensor1D, old: tf.Tensor1D): tf.Tensor1D => tf.where(finite, updated, old);
      const { m, v, steps } = this.moments;
      return {
        norm,
        parameters: guard(next.parameters, this.flat),
        moments: {
          m: guard(next.m, m),
          v: guard(next.v, v),
          steps: tf.where<tf.Scalar>(tf.isFinite(poison), next.steps, steps),
        },
      };
    });
    disposeAll(gathered, gatheredLoss, this.flat);
    tf.dispose({ ...this.moments });
    this.gathered = null;
    this.gatheredLoss = null;
    this.flat = parameters;
    this.moments = moments;
    this.corrections = (steps) => [1 - optimizer.beta1 ** steps, 1 - optimizer.beta2 ** steps];
    return norm;
  }

  async generate(request: GenerateRequest): Promise<Generated[]> {
    const parts = tf.tidy(() => splitParameters(this.flat, this.layout));
    try {
      return await generate(new Weights(this.layout, parts), this.config, request);
    } finally {
      tf.dispose(parts);
    }
  }

  async parameters(): Promise<Float32Array> {
    return new Float32Array(await this.flat.data<'float32'>());
  }

  async gradient(): Promise<Float32Array> {
    if (!this.gathered) throw new Error('There is no gradient: call backward first.');
    return new Float32Array(await this.gathered.data<'float32'>());
  }

  load(parameters: Float32Array): void {
    const uploaded = this.upload(parameters);
    this.flat.dispose();
    this.flat = uploaded;
  }

  async state(): Promise<ModelState> {
    const { m, v, steps: taken } = this.moments;
    const { flat, corrections } = this;
    const {
      steps: [steps],
      ...read
    } = await readAll({
      parameters: tf.clone(flat),
      firstMoments: tf.clone(m),
      secondMoments: tf.clone(v),
      steps: tf.clone(taken),
    });
    return { ...read, steps, corrections: corrections(steps) };
  }

  restore({ parameters, firstMoments, secondMoments, steps, corrections }: ModelState): void {
    this.load(parameters);
    const moments = { m: this.upload(firstMoments), v: this.upload(secondMoments), steps: tf.scalar(steps) };
    tf.dispose({ ...this.moments });
    this.moments = moments;
    this.corrections = () => corrections;
  }

  dispose(): void {
    tf.dispose({ ...this.moments });
    disposeAll(this.flat, this.gathered, this.gatheredLoss, ...this.constants.values());
    this.constants.clear();
  }

  private upload(parameters: Float32Array): tf.Tensor1D {
    if (parameters.length !== this.layout.total) {
      throw new Error(`This network has ${this.layout.total} parameters, got ${parameters.length}.`);
    }
    return tf.tensor1d(new Float32Array(parameters));
  }

  private run<H extends HeadName>(
    flat: tf.Tensor1D,
    tokens: TokenBatch,
    heads: readonly H[],
    temperature: number,
  ): Pick<Heads, H> {
    const batch = compact(tokens);
    const { vocabulary } = this.config;
    const weights = new Weights(this.layout, splitParameters(flat, this.layout));
    const shape: [number, number] = [batch.batch, batch.time];
    const embedded = embed(weights, oneHot(batch.inputs, vocabulary), this.places(batch));
    const attend = attendWithin(this.mask(batch), batch.batch, this.config.heads);
    const hidden = hiddenStates(weights, embedded, this.config, attend); // [B·T, D]
    const wants = (name: HeadName) => (heads as readonly HeadName[]).includes(name);
    const said: { -readonly [K in HeadName]?: Heads[K] } = {};
    if (wants('values')) said.values = tf.reshape(scalarHead(weights, hidden), shape);
    if (wants('logprobs') || wants('entropy') || wants('logits')) {
      const raw = unembed(weights, hidden);
      const logits: tf.Tensor2D = temperature === 1 ? raw : tf.div(raw, temperature); // [B·T, V]
      if (wants('logits')) said.logits = tf.reshape(logits, [...shape, vocabulary]);
      if (wants('entropy')) said.entropy = tf.reshape(tokenEntropy(logits), shape);
      if (wants('logprobs'))
        said.logprobs = tf.reshape(tokenLogprobs(logits, oneHot(batch.targets, vocabulary)), shape);
    }
    return said as Pick<Heads, H>;
  }

  private places({ batch, time, leftPadding }: TokenBatch): tf.Tensor2D {
    const make = () => oneHot(positions(batch, time, leftPadding), this.config.context);
    return leftPadding ? make() : this.constant(`places ${batch} × ${time}`, make);
  }

  private mask({ time, leftPadding }: TokenBatch): tf.Tensor3D {
    const { heads } = this.config;
    if (!leftPadding) return this.constant(`mask ${time}`, () => tf.tensor3d(causalMask(time), [1, time, time]));
    return tf.tensor3d(leftPaddedMask(leftPadding, time, heads), [leftPadding.length * heads, time, time]);
  }

  private constant<T extends tf.Tensor>(name: string, make: () => T): T {
    const found = this.constants.get(name) ?? tf.keep(make());
    this.constants.set(name, found);
    return found as T;
  }
}
