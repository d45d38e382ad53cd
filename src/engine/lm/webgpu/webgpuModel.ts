/**
 * The fused room: a network whose forward pass, backward pass, optimizer and sampler are WGSL kernels over flat buffers,
 * recorded between TensorFlow.js's own. Losses stay TensorFlow.js ops over the heads.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { AdamW } from '../adamw';
import type { GptConfig } from '../config';
import { keepTerms } from '../keepTerms';
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
import { takeRows } from '../rows';
import { encodeCall, makeCall, type Call } from './call';
import { Engine } from './engine';
import { generate } from './generate';
import { BIAS_OFFSET, LOSS_OFFSET, NORM_OFFSET, STATE_BYTES, STEPS_OFFSET } from './kernels/state';
import { gradientsOf } from './seam';
import type { Purpose, Workspace } from './workspace';
import type { Upload } from './uploads';

/** Where each head lies in the buffers `heads` and `dHeads`. */
const PLACES: Readonly<Record<LossHead, number>> = { logprobs: 0, entropy: 1, values: 2 };

/** A batch whose tokens are on the device, and its hidden states recorded. */
interface Read {
  readonly call: Call;
  readonly workspace: Workspace;
  readonly shape: [number, number];
}

interface Reading {
  readonly temperature: number;
  readonly purpose: Purpose;
  /** Goes up together with the tokens. */
  readonly upload?: (workspace: Workspace) => Upload[];
  readonly upstream?: number;
  readonly evenWeight?: number;
}

export class WebGpuModel implements Model {
  private readonly engine: Engine;
  /** Whether the gradient buffer holds anything. */
  private gathered = false;

  constructor(
    device: GPUDevice,
    readonly config: GptConfig,
    parameters: Float32Array,
  ) {
    this.engine = new Engine(device, config);
    this.load(parameters);
  }

  async forward<H extends HeadName>(batch: TokenBatch, heads: readonly H[], temperature = 1): Promise<Pick<Heads, H>> {
    const { call, workspace, shape } = this.read(batch, heads, { temperature, purpose: 'inference' });
    const { seam } = this.engine;
    const said: { -readonly [K in HeadName]?: Heads[K] } = {};
    for (const head of heads as readonly HeadName[]) {
      if (head === 'logits') {
        this.engine.run('inference', ['packScores'], call);
        said.logits = seam.tensor(workspace.buffers.scores, 0, [...shape, this.config.vocabulary]);
      } else {
        said[head] = seam.tensor(workspace.buffers.heads, 4 * PLACES[head] * call.rows, shape);
      }
    }
    return said as Pick<Heads, H>;
  }

  /** The loss must not take a backward pass of its own: the activations of this one wait in the shared workspace. */
  async backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature = 1,
  ): Promise<T> {
    const { seam } = this.engine;
    return tf.tidy(() => {
      const { call, workspace, shape } = this.read(batch, heads, { temperature, purpose: 'training' });
      const { buffers } = workspace;
      const offset = (head: H) => 4 * PLACES[head] * call.rows;
      const tensors = heads.map((head) => seam.tensor(buffers.heads, offset(head), shape));
      const said = Object.fromEntries(heads.map((head, i) => [head, tensors[i]])) as Pick<Heads, H>;
      const kept = keepTerms(() => loss(said));
      const gradients = gradientsOf(kept.scalar, tensors);
      for (const [i, head] of heads.entries()) {
        const gradient = gradients[i];
        if (gradient) seam.copy(gradient, buffers.dHeads, offset(head));
        else seam.encoder().clearBuffer(buffers.dHeads, offset(head), 4 * call.rows);
      }
      const terms = kept.terms();
      seam.copy(terms.loss, this.engine.learning.state, LOSS_OFFSET);
      // The loss may have asked this network for something else in between.
      this.engine.uploads.write([{ data: encodeCall(call), target: this.engine.call }]);
      this.backwardFromHeads(call);
      return terms;
    });
  }

  async backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient = 1): Promise<tf.Scalar> {
    const { engine } = this;
    const counted = mask ? mask.reduce((sum, value) => sum + value, 0) : batch.batch * batch.time;
    const weights = mask?.map((value) => value / counted);
    const upload = ({ buffers }: Workspace) => (weights ? [{ data: weights, target: buffers.dHeads }] : []);
    const evenWeight = mask ? 0 : 1 / counted;
    const reading: Reading = { temperature: 1, purpose: 'training', upload, upstream: -coefficient, evenWeight };
    const { call } = this.read(batch, ['logprobs'], reading);
    engine.run('training', ['crossEntropy'], call);
    this.backwardFromHeads(call);
    return engine.seam.tensor(engine.learning.state, LOSS_OFFSET, []);
  }

  step({ learningRate, beta1, beta2, epsilon, weightDecay, clipGradNorm, form }: AdamW): tf.Scalar {
    if (!this.gathered) throw new Error('step needs a gradient: call backward first.');
    const { engine } = this;
    const { optimizer, state } = engine.learning;
    const decay = 1 - learningRate * weightDecay;
    const isTensorflow1 = form === 'tensorflow1' ? 1 : 0;
    const data = Float32Array.of(
      learningRate,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      epsilon,
      decay,
      clipGradNorm,
      isTensorflow1,
    );
    engine.uploads.write([{ data, target: optimizer }]);
    engine.run('training', ['step'], makeCall(0, 0, { total: engine.total }));
    const norm = engine.seam.tensor(state, NORM_OFFSET, []);
    engine.seam.submit();
    this.gathered = false;
    return norm;
  }

  async generate(request: GenerateRequest): Promise<Generated[]> {
    return generate(this.engine, request);
  }

  async parameters(): Promise<Float32Array> {
    return new Float32Array(await this.engine.read(this.engine.params, 4 * this.engine.size));
  }

  async gradient(): Promise<Float32Array> {
    if (!this.gathered) throw new Error('There is no gradient: call backward first.');
    return new Float32Array(await this.engine.read(this.engine.learning.grads, 4 * this.engine.size));
  }

  load(parameters: Float32Array): void {
    this.write(parameters, this.engine.params);
  }

  async state(): Promise<ModelState> {
    const { engine } = this;
    const { firstMoments, secondMoments, state } = engine.learning;
    const vectors = [engine.params, firstMoments, secondMoments].map((buffer) => [buffer, 4 * engine.size] as const);
    const [parameters, first, second, counted] = await engine.readEach([...vectors, [state, STATE_BYTES]]);
    const [bias1, bias2] = new Float32Array(counted, BIAS_OFFSET, 2);
    const [steps] = new Uint32Array(counted, STEPS_OFFSET, 1);
    return {
      parameters: new Float32Array(parameters),
      firstMoments: new Float32Array(first),
      secondMoments: new Float32Array(second),
      steps,
      corrections: [bias1, bias2],
    };
  }

  restore({ parameters, firstMoments, secondMoments, steps, corrections }: ModelState): void {
    const { params, learning, uploads } = this.engine;
    this.write(parameters, params);
    this.write(firstMoments, learning.firstMoments);
    this.write(secondMoments, learning.secondMoments);
    uploads.write([
      { data: Float32Array.from(corrections), target: learning.state, offset: BIAS_OFFSET },
      { data: Uint32Array.of(steps), target: learning.state, offset: STEPS_OFFSET },
    ]);
  }

  dispose(): void {
    this.engine.dispose();
  }

  private write(values: Float32Array, target: GPUBuffer): void {
    const { size, uploads } = this.engine;
    if (values.length !== size) throw new Error(`This network has ${size} parameters, got ${values.length}.`);
    uploads.write([{ data: values, target }]);
  }

  /** Records the forward pass over a batch up to the heads. */
  private read(
    tokenBatch: TokenBatch,
    wanted: readonly HeadName[],
    { temperature, purpose, upload, upstream = 1, evenWeight = 0 }: Reading,
  ): Read {
    const { engine, config } = this;
    if (wanted.includes('values') && !config.scalarHead) {
      throw new Error('This network has no parameter named score.weight.');
    }
    const { batch, time, leftPadding } = tokenBatch;
    const rows = tokenBatch.rows ?? Int32Array.from({ length: batch }, (_, row) => row);
    const { at, uploads } = engine.batches.place(tokenBatch);
    const scores = wanted.includes('logits') ? batch * time * config.vocabulary : 0;
    const workspace = engine.workspace(purpose, { rows: batch * time, batch, scores, draws: 0 });
    const splitBatch = Math.ceil(batch / workspace.splits);
    const needs = (head: HeadName) => (wanted.includes(head) ? 1 : 0);
    const call = makeCall(batch, time, {
      width: config.width / 4,
      heads: config.heads,
      vocabulary: config.vocabulary,
      inverseTemperature: 1 / temperature,
      upstream,
      evenWeight,
      splitBatch,
      splits: Math.ceil(batch / splitBatch),
      needsLogprobs: needs('logprobs'),
      needsEntropy: needs('entropy'),
      needsValues: needs('values'),
      accumulate: this.gathered ? 1 : 0,
      total: engine.total,
      fetches: 1,
      ...at,
    });
    const { tokens } = workspace.buffers;
    const padding = leftPadding ? takeRows(leftPadding, rows, 1) : new Int32Array(batch);
    engine.uploads.write([
      { data: encodeCall(call), target: engine.call },
      { data: padding, target: tokens },
      { data: rows, target: tokens, offset: 4 * (batch + 2 * call.rows) },
      ...uploads,
      ...(upload?.(workspace) ?? []),
    ]);
    const scored = wanted.some((head) => head !== 'values');
    const summed = wanted.some((head) => head !== 'logits');
    engine.run(purpose, ['body', ...(scored ? ['unembed' as const] : []), ...(summed ? ['heads' as const] : [])], call);
    return { call, workspace, shape: [batch, time] };
  }

  /** Records the backward pass from the heads' gradients. */
  private backwardFromHeads(call: Call): void {
    const scored = call.needsLogprobs + call.needsEntropy > 0;
    this.engine.run('training', [...(scored ? ['headsBackward' as const] : []), 'backward'], call);
    this.gathered = true;
  }
}
