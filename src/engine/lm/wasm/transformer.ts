/** GPT-2 forward and backward as a list of kernels, in the order of `plain/gpt2.ts`. M = places of a packed batch. */
import type { GptConfig } from '../config';
import type { Address, Kernels, Take } from './kernels';
import type { PackedBatch } from '../crew/packing';
import type { WeightAddresses } from './weights';

interface LayerActivations {
  /** What enters the layer, [M, D], and what leaves its attention. */
  readonly x: Address;
  readonly middle: Address;
  readonly moments1: Address;
  readonly moments2: Address;
  readonly normed1: Address;
  readonly normed2: Address;
  /** [M, 3D] */
  readonly qkv: Address;
  /** [B, H, T, padded T] */
  readonly probabilities: Address;
  readonly attended: Address;
  /** Before and after GELU, and its gate, [M, 4D]. */
  readonly inner: Address;
  readonly gate: Address;
  readonly active: Address;
}

/** What the forward pass keeps for the backward pass, in one workspace. */
export interface Activations {
  readonly tokens: Address;
  readonly positions: Address;
  readonly offsets: Address;
  readonly layers: readonly LayerActivations[];
  readonly last: Address;
  readonly moments: Address;
  /** After the final LN, [M, D]. */
  readonly hidden: Address;
  readonly scratch: Address;
}

type Operands = [out: Address, x: Address, y: Address];

/** Products of activations and weights, with the kernel's strides filled in. */
export function products({ run: { matmul } }: Kernels, scratch: Address) {
  return {
    /** out[M, N] = x[M, K] · w[K, N] + bias + residual */
    linear: (
      ...[out, x, w, bias, residual, M, K, N]: [...Operands, Address, Address, number, number, number]
    ): void => {
      matmul(out, N, x, K, 1, w, N, 1, bias, residual, M, K, N, scratch);
    },
    /** out[M, N] = x[M, K] · w[N, K]ᵀ */
    transposed: (...[out, x, w, M, K, N]: [...Operands, number, number, number]): void => {
      matmul(out, N, x, K, 1, w, 1, K, 0, 0, M, K, N, scratch);
    },
    /** dw[K, N] += x[M, K]ᵀ · dy[M, N] */
    addWeightGradient: (...[dw, x, dy, M, K, N]: [...Operands, number, number, number]): void => {
      matmul(dw, N, x, 1, K, dy, N, 1, 0, dw, K, M, N, scratch);
    },
  };
}

/** Floats of the scratch of `matmul` and of the attention over it. */
export function scratchFloats(time: number): number {
  return 8 * 257 + time * (time + 4);
}

/** Embeddings and blocks. → the activations, of which `hidden` is the result */
export function forward(
  kernels: Kernels,
  config: GptConfig,
  weights: WeightAddresses,
  packed: PackedBatch,
  take: Take,
): Activations {
  const { run } = kernels;
  const { width: D, heads: H } = config;
  const { batch, time, places: M } = packed;
  const [tokens, positions, starts, offsets] = [take(M), take(M), take(batch), take(batch + 1)];
  const scratch = take(scratchFloats(time));
  const x = take(M * D);
  const layers = weights.layers.map((_, i) => ({
    x: i === 0 ? x : take(M * D),
    middle: take(M * D),
    moments1: take(2 * M),
    moments2: take(2 * M),
    normed1: take(M * D),
    normed2: take(M * D),
    qkv: take(3 * M * D),
    probabilities: take(batch * H * time * (time + 4)),
    attended: take(M * D),
    inner: take(4 * M * D),
    gate: take(4 * M * D),
    active: take(4 * M * D),
  }));
  const kept = {
    tokens,
    positions,
    offsets,
    layers,
    last: take(M * D),
    moments: take(2 * M),
    hidden: take(M * D),
    scratch,
  };
  kernels.integers(tokens, M).set(packed.inputs);
  kernels.integers(positions, M).set(packed.positions);
  kernels.integers(starts, batch).set(packed.starts);
  kernels.integers(offsets, batch + 1).set(packed.offsets);

  const { linear } = products(kernels, scratch);
  run.embed(x, tokens, positions, weights.wte, weights.wpe, M, D);
  weights.layers.forEach((w, i) => {
    const a = layers[i];
    const next = layers[i + 1]?.x ?? kept.last;
    run.layerNorm(a.normed1, a.moments1, a.x, w.gain1, w.bias1, M, D);
    linear(a.qkv, a.normed1, w.attention, w.attentionBias, 0, M, D, 3 * D);
    run.attention(a.attended, a.probabilities, a.qkv, starts, offsets, batch, time, D, H, scratch);
    linear(a.middle, a.attended, w.projection, w.projectionBias, a.x, M, D, D);
    run.layerNorm(a.normed2, a.moments2, a.middle, w.gain2, w.bias2, M, D);
    linear(a.inner, a.normed2, w.inner, w.innerBias, 0, M, D, 4 * D);
    run.gelu(a.active, a.gate, a.inner, 4 * M * D);
    linear(next, a.active, w.outer, w.outerBias, a.middle, M, 4 * D, D);
  });
  run.layerNorm(kept.hidden, kept.moments, kept.last, weights.gain, weights.bias, M, D);
  return kept;
}

/** Adds the gradients of all weights but the heads' to `gradients`, from the gradient of the last hidden states. */
export function backward(
  kernels: Kernels,
  { width: D, heads: H }: GptConfig,
  weights: WeightAddresses,
  gradients: WeightAddresses,
  kept: Activations,
  dHidden: Address,
  { batch, time, places: M }: PackedBatch,
  take: Take,
): void {
  const { run } = kernels;
  const { scratch, offsets } = kept;
  const { transposed, addWeightGradient } = products(kernels, scratch);
  const dx = take(M * D); // of the residual stream
  const [narrow, wide] = [take(M * D), take(4 * M * D)];
  kernels.floats(dx, M * D).fill(0);
  run.layerNormBackward(dx, gradients.gain, gradients.bias, dHidden, kept.last, kept.moments, weights.gain, M, D);
  for (let i = weights.layers.length - 1; i >= 0; i--) {
    const [w, g, a] = [weights.layers[i], gradients.layers[i], kept.layers[i]];
    addWeightGradient(g.outer, a.active, dx, M, 4 * D, D);
    run.addColumnSums(g.outerBias, dx, M, D);
    transposed(wide, dx, w.outer, M, D, 4 * D);
    run.geluBackward(wide, wide, a.inner, a.gate, 4 * M * D);
    addWeightGradient(g.inner, a.normed2, wide, M, D, 4 * D);
    run.addColumnSums(g.innerBias, wide, M, 4 * D);
    transposed(narrow, wide, w.inner, M, 4 * D, D);
    run.layerNormBackward(dx, g.gain2, g.bias2, narrow, a.middle, a.moments2, w.gain2, M, D);

    addWeightGradient(g.projection, a.attended, dx, M, D, D);
    run.addColumnSums(g.projectionBias, dx, M, D);
    transposed(narrow, dx, w.projection, M, D, D);
    run.attentionBackward(wide, narrow, a.probabilities, a.qkv, offsets, batch, time, D, H, scratch);
    addWeightGradient(g.attention, a.normed1, wide, M, D, 3 * D);
    run.addColumnSums(g.attentionBias, wide, M, 3 * D);
    transposed(narrow, wide, w.attention, M, 3 * D, D);
    run.layerNormBackward(dx, g.gain1, g.bias1, narrow, a.x, a.moments1, w.gain1, M, D);
  }
  run.embedBackward(gradients.wte, gradients.wpe, kept.tokens, kept.positions, dx, M, D);
}
