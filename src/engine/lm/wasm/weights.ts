/** Where the parameters of one network lie, by Hugging Face's names, in any vector of the same layout. */
import type { GptConfig } from '../config';
import { parameterLayout } from '../layout';
import type { Address } from './kernels';

export interface LayerAddresses {
  readonly gain1: Address;
  readonly bias1: Address;
  readonly attention: Address;
  readonly attentionBias: Address;
  readonly projection: Address;
  readonly projectionBias: Address;
  readonly gain2: Address;
  readonly bias2: Address;
  readonly inner: Address;
  readonly innerBias: Address;
  readonly outer: Address;
  readonly outerBias: Address;
}

export interface WeightAddresses {
  readonly wte: Address;
  readonly wpe: Address;
  readonly layers: readonly LayerAddresses[];
  readonly gain: Address;
  readonly bias: Address;
  /** The scalar head; 0 where the network has none. */
  readonly score: Address;
  readonly scoreBias: Address;
}

/** Addresses in a vector of parameters, or of their gradients, that begins at `start`. */
export function weightAddresses(config: GptConfig, start: Address): WeightAddresses {
  const offsets = new Map(parameterLayout(config).parameters.map(({ name, offset }) => [name, start + 4 * offset]));
  const at = (name: string) => offsets.get(name) ?? 0;
  return {
    wte: at('wte.weight'),
    wpe: at('wpe.weight'),
    layers: Array.from({ length: config.layers }, (_, i) => ({
      gain1: at(`h.${i}.ln_1.weight`),
      bias1: at(`h.${i}.ln_1.bias`),
      attention: at(`h.${i}.attn.c_attn.weight`),
      attentionBias: at(`h.${i}.attn.c_attn.bias`),
      projection: at(`h.${i}.attn.c_proj.weight`),
      projectionBias: at(`h.${i}.attn.c_proj.bias`),
      gain2: at(`h.${i}.ln_2.weight`),
      bias2: at(`h.${i}.ln_2.bias`),
      inner: at(`h.${i}.mlp.c_fc.weight`),
      innerBias: at(`h.${i}.mlp.c_fc.bias`),
      outer: at(`h.${i}.mlp.c_proj.weight`),
      outerBias: at(`h.${i}.mlp.c_proj.bias`),
    })),
    gain: at('ln_f.weight'),
    bias: at('ln_f.bias'),
    score: at('score.weight'),
    scoreBias: at('score.bias'),
  };
}
