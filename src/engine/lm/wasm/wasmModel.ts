/**
 * The WASM room: the whole network as kernels of our own over flat vectors, computed by all members of a crew; the losses
 * stay TensorFlow.js, and so does the order of summation whatever the number of members (`crew/shards.ts`).
 */
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../../../mapValues';
import type { AdamW } from '../adamw';
import type { GptConfig } from '../config';
import type { Room } from '../createModel';
import type { Crew } from '../crew/crew';
import { columnOf } from '../crew/columns';
import { pack, packColumn, unpackColumn, type PackedBatch } from '../crew/packing';
import type {
  AnswersTo,
  Call,
  GradientCall,
  HeadColumns,
  HeadGradients,
  SharedNetwork,
  ShardSum,
} from '../crew/shardNetwork';
import { cutBatch, rangesOf, shardCount, shareOf, sumByHalves, type Range, type Share } from '../crew/shards';
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

/** One forward pass over a batch, cut into shards. */
interface Pass {
  readonly id: number;
  readonly packed: PackedBatch;
  readonly cuts: readonly number[];
  readonly heads: readonly HeadName[];
  readonly temperature: number;
}

class WasmModel implements Model {
  private readonly total: number;
  private readonly learning: Learning;
  private readonly network: { -readonly [K in keyof SharedNetwork]: SharedNetwork[K] };
  /** Resolves when all that was asked so far is done, or has failed. */
  private last: Promise<unknown> = Promise.resolve();

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
    return this.inOrder(async () => {
      const { crew, network } = this;
      const packed = pack(batch);
      const forward = { kind: 'forward', pass: null, heads, temperature } as const;
      const callsFor = ({ from, to }: Range) => [{ ...forward, share: shareOf(packed, [from, to]) }] as const;
      const answers = await crew.share(network, packed.batch, callsFor, crew.ownPart);
      const said = answers.map(([columns]) => columns);
      return this.tensorsOf(said, packed, heads, temperature);
    });
  }

  backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature = 1,
  ): Promise<T> {
    return this.inOrder(async (earlier) => {
      const pass = this.passOver(batch, heads, temperature);
      const answers = await this.share(pass, (share) => [
        { kind: 'forward', pass: pass.id, share, heads, temperature },
      ]);
      const said = answers.map(([columns]) => columns);
      const columns = heads.map((head) => wholeColumn(said, head, pass.packed));
      const { terms, value, gradients } = headGradients(heads, columns, [batch.batch, batch.time], loss);
      const upstream = Object.fromEntries(heads.map((head, i) => [head, packColumn(gradients[i], pass.packed)]));
      const sums = await this.share(pass, (share, range) => [this.gradientCall(pass, share, range, upstream)]);
      await earlier;
      this.addToGradient(
        pass,
        sums.flatMap(([sums]) => sums),
        value,
      );
      return terms;
    });
  }

  backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient = 1): Promise<tf.Scalar> {
    return this.inOrder(async (earlier) => {
      const pass = this.passOver(batch, ['logprobs'], 1);
      const { packed } = pass;
      const counts = mask ? packColumn(mask, packed) : new Float32Array(packed.places).fill(1);
      const counted = counts.reduce((sum, count) => sum + count, 0);
      const upstream = { logprobs: counts.map((count) => (-coefficient * count) / counted) };
      const answers = await this.share(pass, (share, range) => {
        const gradient = this.gradientCall(pass, share, range, upstream);
        return [{ ...gradient, kind: 'forward' }, gradient] as const;
      });
      const logprobs = answers.flatMap(([columns]) => [...columnOf(columns, 'logprobs')]);
      const nats = -logprobs.reduce((sum, logprob, i) => sum + counts[i] * logprob, 0) / counted;
      await earlier;
      this.addToGradient(
        pass,
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
    return this.inOrder(async () => {
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
    void this.inOrder(async (earlier) => {
      await earlier;
      this.crew.forget(this.network.id);
      this.learning.free();
    });
  }

  /** Begins at once; what must come after all that was asked before waits for `earlier`. */
  private inOrder<T>(work: (earlier: Promise<unknown>) => Promise<T>): Promise<T> {
    const { last } = this;
    const done = work(last);
    // Its value would hold on to what all work before came to.
    this.last = Promise.allSettled([last, done]).then(() => undefined);
    return done;
  }

  private passOver(batch: TokenBatch, heads: readonly HeadName[], temperature: number): Pass {
    const packed = pack(batch);
    return { id: this.crew.newId(), packed, cuts: cutBatch(packed, shardCount(packed)), heads, temperature };
  }

  /** Shares out a pass by shards. */
  private share<C extends readonly Call[]>(
    { packed, cuts }: Pass,
    callsFor: (share: Share, range: Range) => C,
  ): Promise<readonly AnswersTo<C>[]> {
    return this.crew.share(this.network, cuts.length - 1, (range) => callsFor(shareOf(packed, cuts, range), range));
  }

  private gradientCall(
    { id, packed, cuts, heads, temperature }: Pass,
    share: Share,
    { from, to }: Range,
    upstream: HeadGradients,
  ): GradientCall {
    const [begin, end] = [packed.offsets[cuts[from]], packed.offsets[cuts[to]]];
    return {
      kind: 'gradient',
      ...{ pass: id, share, heads, temperature },
      upstream: mapValues(upstream, (column) => column.slice(begin, end)),
      ranges: rangesOf({ from, to }, cuts.length - 1),
    };
  }

  /** Adds what the members summed to the gradient, in the order that `crew/shards.ts` lays down. */
  private addToGradient({ cuts }: Pass, sums: readonly ShardSum[], loss: number): void {
    const { kernels, total } = this;
    const take = kernels.workspace();
    const nameOf = ({ from, to }: Range) => `${from}–${to}`;
    const put = (sum: Float32Array): Address => {
      const address = take(total);
      kernels.floats(address, total).set(sum);
      kernels.spare.give(sum);
      return address;
    };
    const found = new Map(sums.map(({ range, sum }) => [nameOf(range), put(sum)]));
    const add = (left: Address, right: Address): Address => {
      kernels.run.addColumnSums(left, right, 1, total);
      return left;
    };
    const sum = sumByHalves({ from: 0, to: cuts.length - 1 }, (range) => found.get(nameOf(range)), add);
    this.learning.add(sum, loss);
  }

  private tensorsOf<H extends HeadName>(
    said: readonly HeadColumns[],
    packed: PackedBatch,
    heads: readonly H[],
    temperature: number,
  ): Pick<Heads, H> {
    const { vocabulary } = this.config;
    const shape: [number, number] = [packed.batch, packed.time];
    const column = (head: HeadName) => tf.tensor2d(wholeColumn(said, head, packed), shape);
    const make: { readonly [K in HeadName]: () => Heads[K] } = {
      logprobs: () => column('logprobs'),
      entropy: () => column('entropy'),
      values: () => column('values'),
      logits: () => {
        const logits = wholeColumn(said, 'logits', packed, vocabulary);
        if (temperature !== 1) logits.forEach((logit, i) => (logits[i] = logit / temperature));
        return tf.tensor3d(logits, [...shape, vocabulary]);
      },
    };
    return Object.fromEntries(heads.map((name) => [name, make[name]()])) as unknown as Pick<Heads, H>;
  }
}

const wholeColumn = (said: readonly HeadColumns[], head: HeadName, packed: PackedBatch, width = 1) =>
  unpackColumn(
    said.map((columns) => columnOf(columns, head)),
    packed,
    width,
  );
