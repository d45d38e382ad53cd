/** The WASM room: the whole network as kernels of our own over flat vectors; the losses stay TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import type { AdamW } from '../adamw';
import type { GptConfig } from '../config';
import type { Room } from '../createModel';
import { keepTerms } from '../keepTerms';
import { parameterLayout } from '../layout';
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
import { generate } from './decode';
import { backwardHeads, forwardHeads, type HeadGradients } from './heads';
import type { Address, Kernels } from './kernels';
import { pack, packColumn, unpackColumn, type PackedBatch } from './packing';
import { backward, forward, type Take } from './transformer';
import { weightAddresses, type WeightAddresses } from './weights';

export function wasmRoom(kernels: Kernels): Room {
  return (config, parameters) => new WasmModel(kernels, config, parameters);
}

class WasmModel implements Model {
  private readonly total: number;
  /** Parameters, gradient and the optimizer's two moments, one after another. */
  private readonly block: Address;
  private readonly weights: WeightAddresses;
  private readonly gradients: WeightAddresses;
  private steps = 0;
  private corrections: ModelState['corrections'] = [0, 0];
  /** Sum of the losses gathered since the last step; null: no gradient was gathered. */
  private gatheredLoss: number | null = null;

  constructor(
    private readonly kernels: Kernels,
    readonly config: GptConfig,
    parameters: Float32Array,
  ) {
    this.total = parameterLayout(config).total;
    this.block = kernels.allocate(4 * this.total);
    this.weights = weightAddresses(config, this.vector(0));
    this.gradients = weightAddresses(config, this.vector(1));
    this.load(parameters);
  }

  async forward<H extends HeadName>(batch: TokenBatch, heads: readonly H[], temperature = 1): Promise<Pick<Heads, H>> {
    const packed = pack(batch);
    const { at } = this.run(packed, heads, temperature, this.kernels.workspace());
    const { vocabulary } = this.config;
    const shape: [number, number] = [batch.batch, batch.time];
    const column = (address: Address) => tf.tensor2d(this.column(address, packed), shape);
    const make: { readonly [K in HeadName]: () => Heads[K] } = {
      logprobs: () => column(at.logprobs),
      entropy: () => column(at.entropy),
      values: () => column(at.values),
      logits: () => {
        const logits = this.column(at.logits, packed, vocabulary);
        if (temperature !== 1) logits.forEach((logit, i) => (logits[i] = logit / temperature));
        return tf.tensor3d(logits, [...shape, vocabulary]);
      },
    };
    return Object.fromEntries(heads.map((name) => [name, make[name]()])) as unknown as Pick<Heads, H>;
  }

  async backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature = 1,
  ): Promise<T> {
    const packed = pack(batch);
    const take = this.kernels.workspace();
    const { at, kept } = this.run(packed, heads, temperature, take);
    const said = heads.map((name) => this.column(at[name], packed));
    const { terms, value, gradients } = headGradients(heads, said, [batch.batch, batch.time], loss);
    const columns = heads.map((name, i) => [name, packColumn(gradients[i], packed)]);
    this.addGradient(packed, kept, at, Object.fromEntries(columns) as HeadGradients, temperature, take);
    this.gatheredLoss = (this.gatheredLoss ?? 0) + value;
    return terms;
  }

  async backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient = 1): Promise<tf.Scalar> {
    const packed = pack(batch);
    const take = this.kernels.workspace();
    const { at, kept } = this.run(packed, ['logprobs'], 1, take);
    const logprobs = this.read(at.logprobs, packed.places);
    const counts = mask ? packColumn(mask, packed) : new Float32Array(packed.places).fill(1);
    const counted = counts.reduce((sum, count) => sum + count, 0);
    const nats = -logprobs.reduce((sum, logprob, i) => sum + counts[i] * logprob, 0) / counted;
    const weights = counts.map((count) => (-coefficient * count) / counted);
    this.addGradient(packed, kept, at, { logprobs: weights }, 1, take);
    this.gatheredLoss = (this.gatheredLoss ?? 0) + coefficient * nats;
    return tf.scalar(nats);
  }

  step({ learningRate, beta1, beta2, epsilon, weightDecay, clipGradNorm, form }: AdamW): tf.Scalar {
    if (this.gatheredLoss === null) throw new Error('step needs a gradient: call backward first.');
    const [parameters, gradient, m, v] = [this.vector(0), this.vector(1), this.vector(2), this.vector(3)];
    const norm = Math.sqrt(this.kernels.run.sumOfSquares(gradient, this.total));
    if (Number.isFinite(norm) && Number.isFinite(this.gatheredLoss)) {
      this.steps++;
      this.corrections = [1 - beta1 ** this.steps, 1 - beta2 ** this.steps];
      const correction1 = this.corrections[0];
      const correction2 = Math.sqrt(this.corrections[1]);
      this.kernels.run.adamw(
        parameters,
        gradient,
        m,
        v,
        this.total,
        Math.min(1, clipGradNorm / (norm + 1e-6)),
        beta1,
        beta2,
        1 - learningRate * weightDecay,
        (learningRate * correction2) / correction1,
        form === 'pytorch' ? epsilon * correction2 : epsilon,
      );
    } else {
      this.kernels.floats(gradient, this.total).fill(0);
    }
    this.gatheredLoss = null;
    return tf.scalar(norm);
  }

  generate(request: GenerateRequest): Promise<Generated[]> {
    return new Promise((resolve) => {
      resolve(generate(this.kernels, this.config, this.weights, request));
    });
  }

  parameters(): Promise<Float32Array> {
    return Promise.resolve(this.read(this.vector(0), this.total));
  }

  gradient(): Promise<Float32Array> {
    if (this.gatheredLoss === null) return Promise.reject(new Error('There is no gradient: call backward first.'));
    return Promise.resolve(this.read(this.vector(1), this.total));
  }

  load(parameters: Float32Array): void {
    this.write(0, parameters);
  }

  state(): Promise<ModelState> {
    const [parameters, firstMoments, secondMoments] = ([0, 2, 3] as const).map((which) =>
      this.read(this.vector(which), this.total),
    );
    const { steps, corrections } = this;
    return Promise.resolve({ parameters, firstMoments, secondMoments, steps, corrections });
  }

  restore({ parameters, firstMoments, secondMoments, steps, corrections }: ModelState): void {
    this.write(0, parameters);
    this.write(2, firstMoments);
    this.write(3, secondMoments);
    this.steps = steps;
    this.corrections = corrections;
  }

  dispose(): void {
    this.kernels.release(this.block, 4 * this.total);
  }

  private vector(which: 0 | 1 | 2 | 3): Address {
    return this.block + 4 * this.total * which;
  }

  private write(which: 0 | 2 | 3, values: Float32Array): void {
    if (values.length !== this.total) {
      throw new Error(`This network has ${this.total} parameters, got ${values.length}.`);
    }
    this.kernels.floats(this.vector(which), this.total).set(values);
  }

  private read(address: Address, floats: number): Float32Array {
    return this.kernels.floats(address, floats).slice();
  }

  /** Of a batch's places; 0 in the padding that was left out. */
  private column(address: Address, packed: PackedBatch, width = 1): Float32Array {
    return unpackColumn(this.read(address, packed.places * width), packed, width);
  }

  private run(batch: PackedBatch, heads: readonly HeadName[], temperature: number, take: Take) {
    const { kernels, config, weights } = this;
    const kept = forward(kernels, config, weights, batch, take);
    const at = forwardHeads(kernels, config, weights, kept, batch.targets, heads, temperature, take);
    return { kept, at };
  }

  private addGradient(
    batch: PackedBatch,
    kept: ReturnType<typeof forward>,
    at: ReturnType<typeof forwardHeads>,
    said: HeadGradients,
    temperature: number,
    take: Take,
  ): void {
    const { kernels, config, weights, gradients } = this;
    const { places } = batch;
    const dHidden = backwardHeads(kernels, config, weights, gradients, kept, at, said, places, temperature, take);
    backward(kernels, config, weights, gradients, kept, dHidden, batch, take);
  }
}

/** The loss's terms and value, and its gradient by each head, through TensorFlow.js's automatic differentiation. */
function headGradients<H extends LossHead, T extends LossTerms<T>>(
  heads: readonly H[],
  said: readonly Float32Array[],
  shape: [number, number],
  loss: (heads: Pick<Heads, H>) => T,
): { readonly terms: T; readonly value: number; readonly gradients: readonly Float32Array[] } {
  const { scalar, terms } = keepTerms((...columns: tf.Tensor[]) =>
    loss(Object.fromEntries(heads.map((name, i) => [name, columns[i]])) as unknown as Pick<Heads, H>),
  );
  const { value, gradients } = tf.tidy(() => {
    const given = said.map((column) => tf.tensor2d(column, shape));
    const { value, grads } = tf.valueAndGrads(scalar)(given);
    // On this backend a tensor lies in memory that we can read at once.
    return { value: blockingRead(value)[0], gradients: grads.map(blockingRead) };
  });
  return { terms: terms(), value, gradients };
}

function blockingRead(tensor: tf.Tensor): Float32Array {
  // eslint-disable-next-line no-restricted-properties -- WASM and CPU hold tensors in this thread's memory: nothing blocks.
  return tensor.dataSync<'float32'>();
}
