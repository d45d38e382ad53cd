/** From the last hidden states to the heads that losses are made of, and back. M = places of a packed batch. */
import type { GptConfig } from '../config';
import type { HeadGradients } from '../crew/shardNetwork';
import type { HeadName } from '../model';
import type { Address, Kernels, Take } from './kernels';
import { products, type Activations } from './transformer';
import type { WeightAddresses } from './weights';

/** Each head [M]; logits [M, V], not yet divided by the temperature. */
export interface HeadAddresses {
  readonly targets: Address;
  readonly logits: Address;
  readonly logprobs: Address;
  readonly entropy: Address;
  readonly logSum: Address;
  readonly values: Address;
}

export function forwardHeads(
  kernels: Kernels,
  { vocabulary: V, width: D }: GptConfig,
  weights: WeightAddresses,
  { hidden, scratch }: Activations,
  targets: Int32Array,
  heads: readonly HeadName[],
  temperature: number,
  take: Take,
): HeadAddresses {
  const M = targets.length;
  const words = heads.some((name) => name !== 'values');
  const at: HeadAddresses = {
    targets: take(M),
    logits: take(words ? M * V : 0),
    logprobs: take(M),
    entropy: take(M),
    logSum: take(M),
    values: take(M),
  };
  if (words) {
    kernels.integers(at.targets, M).set(targets);
    products(kernels, scratch).transposed(at.logits, hidden, weights.wte, M, D, V);
    kernels.run.head(at.logprobs, at.entropy, at.logSum, at.logits, at.targets, temperature, M, V);
  }
  if (heads.includes('values')) {
    kernels.run.scalarHead(at.values, hidden, weights.score, weights.scoreBias, M, D);
  }
  return at;
}

/** Adds the gradients of the heads' own weights, and returns that of the hidden states. Logits are used up. [M, D] */
export function backwardHeads(
  kernels: Kernels,
  { vocabulary: V, width: D }: GptConfig,
  weights: WeightAddresses,
  gradients: WeightAddresses,
  { hidden, scratch }: Activations,
  at: HeadAddresses,
  { logprobs, entropy, values }: HeadGradients,
  M: number,
  temperature: number,
  take: Take,
): Address {
  const dHidden = take(M * D);
  const column = (given: Float32Array | undefined) => {
    const address = take(M);
    if (given) kernels.floats(address, M).set(given);
    else kernels.floats(address, M).fill(0);
    return address;
  };
  if (logprobs || entropy) {
    const [dLogprobs, dEntropy] = [column(logprobs), column(entropy)];
    const { linear, addWeightGradient } = products(kernels, scratch);
    kernels.run.headBackward(at.logits, dLogprobs, dEntropy, at.entropy, at.logSum, at.targets, temperature, M, V);
    linear(dHidden, at.logits, weights.wte, 0, 0, M, V, D);
    addWeightGradient(gradients.wte, at.logits, hidden, M, V, D);
  } else {
    kernels.floats(dHidden, M * D).fill(0);
  }
  if (values) {
    const dValues = column(values);
    kernels.run.scalarHeadBackward(dHidden, gradients.score, gradients.scoreBias, dValues, hidden, weights.score, M, D);
  }
  return dHidden;
}
