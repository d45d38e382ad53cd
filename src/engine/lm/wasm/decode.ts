/** Batched generation with a key-value cache; `plain/generate.ts` draws the same tokens from the same noise. */
import type { GptConfig } from '../config';
import type { GenerateCall } from '../crew/shardNetwork';
import type { Address, Kernels } from './kernels';
import { products, scratchFloats } from './transformer';
import type { WeightAddresses } from './weights';

/** The tokens of a response to each prompt. Rows that have ended cost nothing more. [rows · maxTokens] */
export function generate(
  kernels: Kernels,
  config: GptConfig,
  weights: WeightAddresses,
  { prompts, maxTokens, temperature, topK, stopTokens, key: [seed, stream], counter, stride }: GenerateCall,
): Int32Array {
  const longest = Math.max(...prompts.map((prompt) => prompt.length));
  const batch = prompts.length;
  const read = reader(kernels, config, weights, batch);
  const drawn = new Int32Array(batch * maxTokens);

  for (let place = 0; place < longest - 1; place++) {
    const reading = rowsWhere(batch, (row) => place < prompts[row].length - 1);
    read.advance(
      reading,
      reading.map((row) => prompts[row][place]),
      reading.map(() => place),
    );
  }
  let active = rowsWhere(batch, () => true);
  let tokens = active.map((row) => prompts[row][prompts[row].length - 1]);
  for (let t = 0; t < maxTokens && active.length > 0; t++) {
    const places = active.map((row) => prompts[row].length - 1 + t);
    read.advance(active, tokens, places);
    const next = read.draw(active.length, temperature, topK, seed, stream, counter + t * stride);
    next.forEach((token, i) => (drawn[active[i] * maxTokens + t] = token));
    const goesOn = next.map((token) => !stopTokens.includes(token));
    active = active.filter((_, i) => goesOn[i]);
    tokens = next.filter((_, i) => goesOn[i]);
  }
  return drawn;
}

function rowsWhere(batch: number, wanted: (row: number) => boolean): number[] {
  return Array.from({ length: batch }, (_, row) => row).filter(wanted);
}

/** [M, N] → [N, M] */
function transpose(from: Float32Array, to: Float32Array, M: number, N: number): void {
  for (let row = 0; row < M; row++) {
    for (let column = 0; column < N; column++) to[column * M + row] = from[row * N + column];
  }
}

/** Reads one token for each of some rows, whose last hidden states it keeps, and draws from them. */
function reader(kernels: Kernels, config: GptConfig, weights: WeightAddresses, batch: number) {
  const { run } = kernels;
  const { vocabulary: V, context: S, width: D, heads: H } = config;
  const take = kernels.workspace();
  const [rows, tokens, places] = [take(batch), take(batch), take(batch)];
  const [x, normed, moments, hidden] = [take(batch * D), take(batch * D), take(2 * batch), take(batch * D)];
  const [qkv, inner, gate] = [take(3 * batch * D), take(4 * batch * D), take(4 * batch * D)];
  const logits = take(batch * V);
  const scratch = take(Math.max(scratchFloats(S), 2 * V));
  const caches: readonly (readonly [keys: Address, values: Address])[] = weights.layers.map(() => [
    take(batch * S * D),
    take(batch * S * D),
  ]);
  const { linear } = products(kernels, scratch);
  const unembedding = take(D * V);
  transpose(kernels.floats(weights.wte, V * D), kernels.floats(unembedding, D * V), V, D);
  return {
    advance(active: readonly number[], words: readonly number[], at: readonly number[]): void {
      const n = active.length;
      kernels.integers(rows, n).set(active);
      kernels.integers(tokens, n).set(words);
      kernels.integers(places, n).set(at);
      run.embed(x, tokens, places, weights.wte, weights.wpe, n, D);
      weights.layers.forEach((w, i) => {
        const [keys, values] = caches[i];
        run.layerNorm(normed, moments, x, w.gain1, w.bias1, n, D);
        linear(qkv, normed, w.attention, w.attentionBias, 0, n, D, 3 * D);
        run.attendCache(normed, qkv, keys, values, rows, places, n, S, D, H, scratch);
        linear(x, normed, w.projection, w.projectionBias, x, n, D, D);
        run.layerNorm(normed, moments, x, w.gain2, w.bias2, n, D);
        linear(inner, normed, w.inner, w.innerBias, 0, n, D, 4 * D);
        run.gelu(inner, gate, inner, 4 * n * D);
        linear(x, inner, w.outer, w.outerBias, x, n, 4 * D, D);
      });
      run.layerNorm(hidden, moments, x, weights.gain, weights.bias, n, D);
    },
    draw(n: number, temperature: number, topK: number, seed: number, stream: number, counter: number): number[] {
      linear(logits, hidden, unembedding, 0, 0, n, D, V);
      run.draw(tokens, logits, rows, n, V, temperature, topK, seed, stream, counter, scratch);
      return [...kernels.integers(tokens, n)];
    },
  };
}
