/**
 * Batched generation: prompts are padded on the left to one width and read once, then every further token is drawn,
 * embedded and read on the device. One submit and one readback for all of it; queries, keys and values of the workspace
 * are the cache.
 *
 * Equals `generate` of plain/generate.ts under the same noise.
 */
import type { Generated, GenerateRequest } from '../model';
import { cutAtStop } from '../plain/generate';
import { CALL_BYTES, encodeCall, makeCall, type Call } from './call';
import type { Engine } from './engine';

/** Tokens of all prompts, padded to `width` on the left. */
function paddedPrompts(prompts: GenerateRequest['prompts'], width: number): Int32Array {
  const ids = new Int32Array(prompts.length * width);
  for (const [row, prompt] of prompts.entries()) ids.set(prompt, (row + 1) * width - prompt.length);
  return ids;
}

/** The calls in order: reading the prompts, then one for each token but the last. */
function calls({ config }: Engine, request: GenerateRequest, width: number): Call[] {
  const { prompts, maxTokens, temperature, topK = config.vocabulary, rng } = request;
  const [seed, stream] = rng.key;
  const common: Partial<Call> = {
    width: config.width / 4,
    heads: config.heads,
    vocabulary: config.vocabulary,
    stride: config.context,
    scoredRows: prompts.length,
    seed: seed >>> 0,
    stream: stream >>> 0,
    counter: rng.position >>> 0,
    draws: maxTokens,
    topK,
    greedy: temperature === 0 ? 1 : 0,
    inverseTemperature: temperature === 0 ? 1 : 1 / temperature,
  };
  const reading = makeCall(prompts.length, width, { ...common, scoredStride: width, scoredStart: width - 1 });
  const further = Array.from({ length: maxTokens - 1 }, (_, t) =>
    makeCall(prompts.length, 1, { ...common, start: width + t, draw: t + 1 }),
  );
  return [reading, ...further];
}

/** A response to each prompt; see `GenerateRequest`. Throws when a prompt leaves too little room. */
export async function generate(engine: Engine, request: GenerateRequest): Promise<Generated[]> {
  const { config, uploads, seam } = engine;
  const { prompts, maxTokens, rng, stopTokens } = request;
  const batch = prompts.length;
  const width = config.context - maxTokens;
  const longest = Math.max(...prompts.map((prompt) => prompt.length));
  if (longest > width) {
    throw new Error(`A prompt may have at most ${width} tokens to leave room for ${maxTokens} more, got ${longest}.`);
  }
  const draws = batch * maxTokens;
  const capacity = { rows: batch * config.context, batch, scores: 0, draws };
  const { buffers } = engine.workspace('inference', capacity);
  const padding = Int32Array.from(prompts, (prompt) => width - prompt.length);
  const steps = calls(engine, request, width);
  const encoded = new Uint8Array(steps.length * CALL_BYTES);
  for (const [t, call] of steps.entries()) encoded.set(encodeCall(call), t * CALL_BYTES);
  const staged = uploads.write([
    { data: encoded },
    { data: padding, target: buffers.tokens },
    { data: paddedPrompts(prompts, width), target: buffers.tokens, offset: 4 * batch },
  ]);
  for (const [t, call] of steps.entries()) {
    seam.encoder().copyBufferToBuffer(staged, t * CALL_BYTES, engine.call, 0, CALL_BYTES);
    engine.run('inference', ['body', 'unembed', 'draw'], call);
  }
  rng.position += draws * config.vocabulary;
  const drawn = new Uint32Array(await engine.read(buffers.drawn, 4 * draws));
  return cutAtStop(drawn, batch, maxTokens, stopTokens);
}
