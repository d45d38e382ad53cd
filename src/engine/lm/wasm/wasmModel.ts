/**
 * The WASM room: the whole network as kernels of our own over flat vectors, computed by all members of a crew; the losses
 * stay TensorFlow.js, and so does the order of summation whatever the number of members (`crew/shards.ts`).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { AdamW } from '../adamw';
import type { GptConfig } from '../config';
import type { Room } from '../createModel';
import type { Crew } from '../crew/crew';
import { columnOf, cutColumns, joinColumns } from '../crew/columns';
import { pack, packColumn, unpackColumn, type PackedBatch } from '../crew/packing';
import type { HeadColumns, HeadGradients, SharedNetwork, ShardSum } from '../crew/shardNetwork';
import { cutBatch, rangesOf, SHARDS, sumByHalves, type Range } from '../crew/shards';
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
import { cutAtStop } from '../plain/generate';
import { headGradients } from './headGradients';
import type { Address, Kernels } from './kernels';
import { Learning } from './learning';
import { WasmNetwork } from './wasmNetwork';

export function wasmRoom(kernels: Kernels, crew: Crew): Room {
  return (config, parameters) => new WasmModel(kernels, crew, config, parameters);
}

/** One forward pass over the shards of a batch. */
interface Pass {
  readonly pass: number;
  readonly shards: readonly PackedBatch[];
  readonly heads: readonly HeadName[];
  readonly temperature: number;
}

class WasmModel implements Model {
  private readonly total: number;
  private readonly learning: Learning;
  private readonly network: { -readonly [K in keyof SharedNetwork]: SharedNetwork[K] };
  private passes = 0;

  constructor(
    private readonly kernels: Kernels,
    private readonly crew: Crew,
    readonly config: GptConfig,
    parameters: Float32Array,
  ) {
    this.total = parameterLayout(config).total;
    this.learning = new Learning(kernels, this.total);
    this.network = {
      id: crew.newId(),
      config,
      own: new WasmNetwork(kernels, config, this.learning.at('parameters')),
      version: 0,
      parameters: () => this.learning.read('parameters'),
    };
    this.load(parameters);
  }

  forward<H extends HeadName>(batch: TokenBatch, heads: readonly H[], temperature = 1): Promise<Pick<Heads, H>> {
    return this.crew.inTurn(async () => {
      const packed = pack(batch);
      const columns = await this.runForward(this.passOver(packed, this.crew.members, heads, temperature));
      return this.tensorsOf(columns, packed, heads, temperature);
    });
  }

  backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature = 1,
  ): Promise<T> {
    return this.crew.inTurn(async () => {
      const { crew, network } = this;
      const packed = pack(batch);
      const pass = this.passOver(packed, SHARDS, heads, temperature);
      const { shards } = pass;
      const columns = await this.runForward(pass);
      const said = heads.map((head) => unpackColumn(columnOf(columns, head), packed));
      const { terms, value, gradients } = headGradients(heads, said, [batch.batch, batch.time], loss);
      const upstream = Object.fromEntries(heads.map((head, i) => [head, packColumn(gradients[i], packed)]));
      const cut = cutColumns(upstream, shards);
      const sums = await crew.share(network, shards.length, (share) => [this.gradientCall(pass, cut, share)]);
      this.addToGradient(
        shards.length,
        sums.flatMap(([sums]) => sums),
        value,
      );
      return terms;
    });
  }

  backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient = 1): Promise<tf.Scalar> {
    return this.crew.inTurn(async () => {
      const packed = pack(batch);
      const pass = this.passOver(packed, SHARDS, ['logprobs'], 1);
      const { shards } = pass;
      const counts = mask ? packColumn(mask, packed) : new Float32Array(packed.places).fill(1);
      const counted = counts.reduce((sum, count) => sum + count, 0);
      const upstream = cutColumns({ logprobs: counts.map((count) => (-coefficient * count) / counted) }, shards);
      const answers = await this.crew.share(this.network, shards.length, (share) => {
        const gradient = this.gradientCall(pass, upstream, share);
        return [{ ...gradient, kind: 'forward' }, gradient] as const;
      });
      const logprobs = columnOf(joinColumns(answers.flatMap(([columns]) => columns)), 'logprobs');
      const nats = -logprobs.reduce((sum, logprob, i) => sum + counts[i] * logprob, 0) / counted;
      this.addToGradient(
        shards.length,
        answers.flatMap(([, sums]) => sums),
        coefficient * nats,
      );
      return tf.scalar(nats);
    });
  }

  step(optimizer: AdamW): tf.Scalar {
    const { norm, changed } = this.learning.step(optimizer);
    if (changed) this.network.version++;
    return tf.scalar(norm);
  }

  generate({ rng, topK = 0, ...request }: GenerateRequest): Promise<Generated[]> {
    return this.crew.inTurn(async () => {
      const { prompts, maxTokens, stopTokens } = request;
      const { vocabulary, context } = this.config;
      const longest = Math.max(...prompts.map((prompt) => prompt.length));
      const room = context - maxTokens;
      if (longest > room) {
        throw new Error(
          `A prompt may have at most ${room} tokens to leave room for ${maxTokens} more, got ${longest}.`,
        );
      }
      const rows = prompts.length;
      const [begin, stride] = [rng.position, rows * vocabulary];
      rng.position = begin + maxTokens * stride;
      const answers = await this.crew.share(this.network, rows, ({ from, to }) => [
        {
          ...request,
          kind: 'generate',
          prompts: prompts.slice(from, to),
          topK,
          key: rng.key,
          counter: begin + from * vocabulary,
          stride,
        },
      ]);
      const drawn = answers.flatMap(([tokens]) => [...tokens]);
      return cutAtStop(drawn, rows, maxTokens, stopTokens);
    });
  }

  parameters(): Promise<Float32Array> {
    return Promise.resolve(this.learning.read('parameters'));
  }

  gradient(): Promise<Float32Array> {
    if (!this.learning.hasGradient) return Promise.reject(new Error('There is no gradient: call backward first.'));
    return Promise.resolve(this.learning.read('gradient'));
  }

  load(parameters: Float32Array): void {
    this.learning.write('parameters', parameters);
    this.network.version++;
  }

  state(): Promise<ModelState> {
    return Promise.resolve(this.learning.state());
  }

  restore(state: ModelState): void {
    this.learning.restore(state);
    this.network.version++;
  }

  /** What the crew is at may still need the memory: it is freed after that. */
  dispose(): void {
    void this.crew.inTurn(async () => {
      this.crew.forget(this.network.id);
      this.learning.free();
    });
  }

  private passOver(packed: PackedBatch, shards: number, heads: readonly HeadName[], temperature: number): Pass {
    return { pass: this.passes++, shards: cutBatch(packed, shards), heads, temperature };
  }

  /** The heads over all places of the batch. */
  private async runForward(pass: Pass): Promise<HeadColumns> {
    const { shards } = pass;
    const answers = await this.crew.share(this.network, shards.length, ({ from, to }) => [
      { ...pass, kind: 'forward', shards: shards.slice(from, to), first: from },
    ]);
    return joinColumns(answers.flatMap(([columns]) => columns));
  }

  private gradientCall(pass: Pass, upstream: readonly HeadGradients[], share: Range) {
    const { from, to } = share;
    return {
      ...pass,
      kind: 'gradient',
      shards: pass.shards.slice(from, to),
      upstream: upstream.slice(from, to),
      first: from,
      ranges: rangesOf(share, pass.shards.length),
    } as const;
  }

  /** Adds what the members summed to the gradient, in the order that `crew/shards.ts` lays down. */
  private addToGradient(shards: number, sums: readonly ShardSum[], loss: number): void {
    const { kernels, total } = this;
    const take = kernels.workspace();
    const nameOf = ({ from, to }: Range) => `${from}–${to}`;
    const put = (sum: Float32Array): Address => {
      const address = take(total);
      kernels.floats(address, total).set(sum);
      return address;
    };
    const found = new Map(sums.map(({ range, sum }) => [nameOf(range), put(sum)]));
    const add = (left: Address, right: Address): Address => {
      kernels.run.addColumnSums(left, right, 1, total);
      return left;
    };
    const sum = sumByHalves({ from: 0, to: shards }, (range) => found.get(nameOf(range)), add);
    this.learning.add(sum, loss);
  }

  private tensorsOf<H extends HeadName>(
    columns: HeadColumns,
    packed: PackedBatch,
    heads: readonly H[],
    temperature: number,
  ): Pick<Heads, H> {
    const { vocabulary } = this.config;
    const shape: [number, number] = [packed.batch, packed.time];
    const column = (head: HeadName) => tf.tensor2d(unpackColumn(columnOf(columns, head), packed), shape);
    const make: { readonly [K in HeadName]: () => Heads[K] } = {
      logprobs: () => column('logprobs'),
      entropy: () => column('entropy'),
      values: () => column('values'),
      logits: () => {
        const logits = unpackColumn(columnOf(columns, 'logits'), packed, vocabulary);
        if (temperature !== 1) logits.forEach((logit, i) => (logits[i] = logit / temperature));
        return tf.tensor3d(logits, [...shape, vocabulary]);
      },
    };
    return Object.fromEntries(heads.map((name) => [name, make[name]()])) as unknown as Pick<Heads, H>;
  }
}
