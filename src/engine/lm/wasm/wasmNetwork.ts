/** A network in the WASM module of one worker: it computes the shards that it is given, from parameters that lie there. */
import type { GptConfig } from '../config';
import { shardsOf, sumByHalves, type Range } from '../crew/shards';
import type {
  AnswerTo,
  Call,
  ForwardCall,
  GradientCall,
  HeadColumns,
  HeadGradients,
  ShardNetwork,
  ShardSum,
} from '../crew/shardNetwork';
import { cutColumns } from '../crew/columns';
import { parameterLayout } from '../layout';
import type { HeadName } from '../model';
import { generate } from './decode';
import { backwardHeads, forwardHeads, type HeadAddresses } from './heads';
import type { Address, Kept, Kernels, Take } from './kernels';
import type { PackedBatch } from '../crew/packing';
import { backward, forward, type Activations } from './transformer';
import { weightAddresses, type WeightAddresses } from './weights';

/** One shard of a forward pass, with what its backward pass needs. */
interface KeptShard {
  readonly packed: PackedBatch;
  readonly activations: Activations;
  readonly at: HeadAddresses;
}

/** A forward pass that waits in the workspace for its backward pass. */
interface KeptPass {
  readonly call: Omit<ForwardCall, 'kind'>;
  readonly shards: readonly KeptShard[];
  readonly kept: Kept;
}

export class WasmNetwork implements ShardNetwork {
  private readonly total: number;
  private readonly weights: WeightAddresses;
  private waiting: readonly KeptPass[] = [];

  constructor(
    private readonly kernels: Kernels,
    private readonly config: GptConfig,
    private readonly parameters: Address,
  ) {
    this.total = parameterLayout(config).total;
    this.weights = weightAddresses(config, parameters);
  }

  load(parameters: Float32Array): void {
    this.kernels.floats(this.parameters, this.total).set(parameters);
    this.kernels.spare.give(parameters);
  }

  answer<C extends Call>(call: C): AnswerTo<C>;
  answer(call: Call): AnswerTo<Call> {
    switch (call.kind) {
      case 'forward':
        return this.columnsOf(this.forward(call, this.kernels.workspace()), call);
      case 'gradient':
        return this.gradient(call);
      case 'generate':
        return generate(this.kernels, this.config, this.weights, call);
      default:
        return call satisfies never;
    }
  }

  private forward(call: Omit<ForwardCall, 'kind'>, take: Take): readonly KeptShard[] {
    const { kernels, config, weights } = this;
    const { pass, share, heads, temperature } = call;
    const shards = shardsOf(share).map((packed) => {
      const activations = forward(kernels, config, weights, packed, take);
      const at = forwardHeads(kernels, config, weights, activations, packed.targets, heads, temperature, take);
      return { packed, activations, at };
    });
    if (pass !== null) {
      const stillThere = this.waiting.filter(({ kept }) => kernels.holds(kept));
      this.waiting = [...stillThere, { call, shards, kept: kernels.keep(take(0)) }];
    }
    return shards;
  }

  private columnsOf(shards: readonly KeptShard[], { share, heads }: ForwardCall): HeadColumns {
    const columnOf = (head: HeadName) => {
      const width = head === 'logits' ? this.config.vocabulary : 1;
      const column = new Float32Array(share.packed.places * width);
      let from = 0;
      for (const { packed, at } of shards) {
        column.set(this.kernels.floats(at[head], packed.places * width), from);
        from += packed.places * width;
      }
      return column;
    };
    return Object.fromEntries(heads.map((head) => [head, columnOf(head)]));
  }

  /** The activations of the same shards in the same pass; null when they are not there, or no longer. */
  private takeKept({ pass, share }: GradientCall): readonly KeptShard[] | null {
    const found = this.waiting.find(({ call }) => call.pass === pass);
    if (!found) return null;
    const { kept, call, shards } = found;
    this.waiting = this.waiting.filter((other) => other !== found);
    const isThere =
      this.kernels.holds(kept) && call.share.first === share.first && call.share.cuts.length === share.cuts.length;
    this.kernels.drop(kept);
    return isThere ? shards : null;
  }

  /** Each shard's gradient is summed by itself, and shards by halves. */
  private gradient(call: GradientCall): ShardSum[] {
    const { kernels, total } = this;
    const take = kernels.workspace();
    const shards = this.takeKept(call) ?? this.forward({ ...call, pass: null }, take);
    const upstream = cutColumns(
      call.upstream,
      shards.map(({ packed }) => packed.places),
    );
    const depth = Math.ceil(Math.log2(shards.length));
    const free = Array.from({ length: depth + 1 }, () => take(total));
    const rest = take(0);
    const ofShard = (shard: number): Address => {
      const sum = free.pop() as Address;
      kernels.floats(sum, total).fill(0);
      this.addGradient(sum, shards[shard], upstream[shard], call.temperature, kernels.handOut(rest));
      return sum;
    };
    const add = (left: Address, right: Address): Address => {
      kernels.run.addColumnSums(left, right, 1, total);
      free.push(right);
      return left;
    };
    return call.ranges.map((range) => {
      const leaf = ({ from, to }: Range) => (to - from === 1 ? ofShard(from - call.share.first) : undefined);
      const sum = sumByHalves(range, leaf, add);
      free.push(sum);
      return { range, sum: kernels.copy(sum, total) };
    });
  }

  private addGradient(
    sum: Address,
    { packed, activations, at }: KeptShard,
    upstream: HeadGradients,
    temperature: number,
    take: Take,
  ): void {
    const { kernels, config, weights } = this;
    const gradients = weightAddresses(config, sum);
    const { places } = packed;
    const dHidden = backwardHeads(
      kernels,
      config,
      weights,
      gradients,
      activations,
      at,
      upstream,
      places,
      temperature,
      take,
    );
    backward(kernels, config, weights, gradients, activations, dHidden, packed, take);
  }
}
