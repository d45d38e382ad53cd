/** Every kernel once at awkward sizes, so that two hosts of the module can be compared to the last bit. */
import { Rng } from '../rng';
import { startKernels, type Address } from '../engine/lm/wasm/kernels';
import { scratchFloats } from '../engine/lm/wasm/transformer';

const SIZES = [
  { B: 1, T: 1, D: 2, H: 1, V: 3 },
  { B: 2, T: 5, D: 6, H: 2, V: 7 },
  { B: 3, T: 13, D: 20, H: 4, V: 21 },
];

/** FNV-1a over the bits of some floats. */
export function bitsOf(values: Float32Array): number {
  return new Int32Array(values.buffer, values.byteOffset, values.length).reduce(
    (hash, word) => Math.imul(hash ^ word, 0x01000193),
    0x811c9dc5 | 0,
  );
}

/** The bits of what each kernel writes, by kernel and size. */
export async function kernelBits(): Promise<Record<string, number>> {
  const kernels = await startKernels();
  const { run } = kernels;
  const rng = new Rng(12);
  const bits: Record<string, number> = {};
  const put = (n: number, value: () => number): Address => {
    const address = kernels.allocate(n);
    kernels.floats(address, n).set(Float32Array.from({ length: n }, value));
    return address;
  };
  const random = (n: number) => put(n, () => rng.normal());
  const zeros = (n: number) => kernels.allocate(n);
  const ids = (values: readonly number[]): Address => {
    const address = kernels.allocate(values.length);
    kernels.integers(address, values.length).set(values);
    return address;
  };
  for (const { B, T, D, H, V } of SIZES) {
    const M = B * T;
    const rows = Array.from({ length: M }, (_, i) => i);
    const keep = (name: string, address: Address, n: number) => {
      bits[`${name}, ${M} × ${D}`] = bitsOf(kernels.floats(address, n).slice());
    };
    const [x, y, dy, gain, bias] = [random(M * D), zeros(M * D), random(M * D), random(D), random(D)];
    const [moments, dGain, dBias, scratch] = [zeros(2 * M), zeros(D), zeros(D), zeros(scratchFloats(T) + 2 * V)];
    run.layerNorm(y, moments, x, gain, bias, M, D);
    keep('layerNorm', y, M * D);
    run.layerNormBackward(dy, dGain, dBias, y, x, moments, gain, M, D);
    keep('layerNormBackward', dy, M * D);
    const gate = zeros(M * D);
    run.gelu(y, gate, x, M * D);
    keep('gelu', y, M * D);
    run.geluBackward(y, dy, x, gate, M * D);
    keep('geluBackward', y, M * D);

    const [weights, qkv, dQkv] = [random(3 * D * D), zeros(3 * M * D), zeros(3 * M * D)];
    run.matmul(qkv, 3 * D, x, D, 1, weights, 3 * D, 1, 0, 0, M, D, 3 * D, scratch);
    keep('matmul', qkv, 3 * M * D);
    const [starts, offsets] = [ids(new Array<number>(B).fill(0)), ids(Array.from({ length: B + 1 }, (_, b) => b * T))];
    const probabilities = zeros(M * H * (T + 4));
    run.attention(y, probabilities, qkv, starts, offsets, B, T, D, H, scratch);
    keep('attention', y, M * D);
    run.attentionBackward(dQkv, dy, probabilities, qkv, offsets, B, T, D, H, scratch);
    keep('attentionBackward', dQkv, 3 * M * D);
    run.addColumnSums(dBias, dy, M, D);
    keep('addColumnSums', dBias, D);

    const [logits, targets] = [random(M * V), ids(rows.map(() => rng.int(V)))];
    const [logprobs, entropy, logSum, values] = [zeros(M), zeros(M), zeros(M), zeros(M)];
    run.head(logprobs, entropy, logSum, logits, targets, 0.7, M, V);
    keep('head', logprobs, M);
    run.draw(values, logits, ids(rows), M, V, 0.7, 0, 5, 6, 7, scratch);
    keep('draw', values, M);
    run.headBackward(logits, random(M), random(M), entropy, logSum, targets, 0.7, M, V);
    keep('headBackward', logits, M * V);
    run.scalarHead(values, x, gain, bias, M, D);
    keep('scalarHead', values, M);
    run.scalarHeadBackward(dy, dGain, dBias, values, x, gain, M, D);
    keep('scalarHeadBackward', dy, M * D);

    const [wte, wpe, places] = [random(V * D), random(T * D), ids(rows.map((i) => i % T))];
    run.embed(y, targets, places, wte, wpe, M, D);
    keep('embed', y, M * D);
    run.embedBackward(wte, wpe, targets, places, dy, M, D);
    keep('embedBackward', wte, V * D);
    const [keys, cached] = [zeros(M * D), zeros(M * D)];
    run.attendCache(y, qkv, keys, cached, ids(Array.from({ length: B }, (_, b) => b)), starts, B, T, D, H, scratch);
    keep('attendCache', y, B * D);
    const noise = zeros(M * D);
    run.gumbelNoise(noise, M * D, 5, 6, 7);
    keep('gumbelNoise', noise, M * D);
    bits[`sumOfSquares, ${M} × ${D}`] = bitsOf(Float32Array.of(run.sumOfSquares(dy, M * D)));
    run.adamw(x, dy, zeros(M * D), zeros(M * D), M * D, 0.5, 0.9, 0.95, 0.999, 0.01, 1e-8);
    keep('adamw', x, M * D);
  }
  return bits;
}
