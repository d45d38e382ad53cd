/** A network in the WASM module of one worker: it computes the shards that it is given, from parameters that lie there. */
import type { GptConfig } from '../config';
import { sumByHalves, type Range } from '../crew/shards';
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
import { parameterLayout } from '../layout';
import { generate } from './decode';
import { backwardHeads, forwardHeads, type HeadAddresses } from './heads';
import type { Address, Kernels, Take } from './kernels';
import type { PackedBatch } from '../crew/packing';
import { backward, forward, type Activations } from './transformer';
import { weightAddresses, type WeightAddresses } from './weights';

/** One shard of a forward pass, with what its backward pass needs. */
interface KeptShard {
  readonly packed: PackedBatch;
  readonly activations: Activations;
  readonly at: HeadAddresses;
}

/** The last forward pass, as long as nothing else was computed in its workspace. */
interface KeptPass {
  readonly pass: number;
  readonly first: number;
  readonly workspace: number;
  readonly shards: readonly KeptShard[];
  readonly take: Take;
}

export class WasmNetwork implements ShardNetwork {
  private readonly total: number;
  private readonly weights: WeightAddresses;
  private kept: KeptPass | null = null;

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
  }

  answer<C extends Call>(call: C): AnswerTo<C>;
  answer(call: Call): AnswerTo<Call> {
    switch (call.kind) {
      case 'forward':
        return this.forward(call).shards.map((shard) => this.columnsOf(shard, call));
      case 'gradient':
        return this.gradient(call);
      case 'generate':
        return generate(this.kernels, this.config, this.weights, call);
      default:
        return call satisfies never;
    }
  }

  private forward({ pass, first, shards, heads, temperature }: Omit<ForwardCall, 'kind'>): KeptPass {
    const { kernels, config, weights } = this;
    const take = kernels.workspace();
    const kept = shards.map((packed) => {
      const activations = forward(kernels, config, weights, packed, take);
      const at = forwardHeads(kernels, config, weights, activations, packed.targets, heads, temperature, take);
      return { packed, activations, at };
    });
    return (this.kept = { pass, first, workspace: kernels.workspaces, shards: kept, take });
  }

  private columnsOf({ packed: { places }, at }: KeptShard, { heads }: ForwardCall): HeadColumns {
    const width = (head: string) => (head === 'logits' ? this.config.vocabulary : 1);
    return Object.fromEntries(heads.map((head) => [head, this.kernels.floats(at[head], places * width(head)).slice()]));
  }

  /** The activations of the same shards in the same pass; null when they are no longer there. */
  private keptOf({ pass, first, shards }: GradientCall): KeptPass | null {
    const { kept } = this;
    const isThere = kept?.workspace === this.kernels.workspaces;
    const isSame = kept?.pass === pass && kept.first === first && kept.shards.length === shards.length;
    return isThere && isSame ? kept : null;
  }

  /** Each shard's gradient is summed by itself, and shards by halves. */
  private gradient(call: GradientCall): ShardSum[] {
    const { kernels, total } = this;
    const { shards, take } = this.keptOf(call) ?? this.forward(call);
    this.kept = null; // The logits are used up.
    const depth = Math.ceil(Math.log2(shards.length));
    const free = Array.from({ length: depth + 1 }, () => take(total));
    const rest = take(0);
    const ofShard = (shard: number): Address => {
      const sum = free.pop() as Address;
      kernels.floats(sum, total).fill(0);
      this.addGradient(sum, shards[shard], call.upstream[shard], call.temperature, kernels.handOut(rest));
      return sum;
    };
    const add = (left: Address, right: Address): Address => {
      kernels.run.addColumnSums(left, right, 1, total);
      free.push(right);
      return left;
    };
    return call.ranges.map((range) => {
      const leaf = ({ from, to }: Range) => (to - from === 1 ? ofShard(from - call.first) : undefined);
      const sum = sumByHalves(range, leaf, add);
      free.push(sum);
      return { range, sum: kernels.floats(sum, total).slice() };
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
