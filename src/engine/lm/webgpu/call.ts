/** What every kernel reads of the call at hand: shapes, which rows count, the sampler's counter. */

/** Field by field as WGSL has it; all are 4 bytes. */
const FIELDS = {
  /** Places computed, N = batch × time. */
  rows: 'u32',
  batch: 'u32',
  time: 'u32',
  /** Queries, keys and values are kept for `stride` places of each row; those computed begin with place `start`. */
  stride: 'u32',
  start: 'u32',
  /** Width of the network, in vec4. */
  width: 'u32',
  heads: 'u32',
  vocabulary: 'u32',
  /** Row r of the logits belongs to place `r · scoredStride + scoredStart`. */
  scoredRows: 'u32',
  scoredStride: 'u32',
  scoredStart: 'u32',
  inverseTemperature: 'f32',
  /** Factor of what is in dHeads. */
  upstream: 'f32',
  /** Weight of every place in the cross entropy; 0: those in dHeads. */
  evenWeight: 'f32',
  /** Gradients of weights are summed in `splits` parts, of `splitBatch` rows of the batch each. */
  splits: 'u32',
  splitBatch: 'u32',
  /** 1 where the loss depends on that head. */
  needsLogprobs: 'u32',
  needsEntropy: 'u32',
  needsValues: 'u32',
  /** 1 if the gradient buffer holds a gradient to add to. */
  accumulate: 'u32',
  /** Parameters in all, in vec4. */
  total: 'u32',
  /** 1 if the tokens are yet to be fetched from `batches`, where the whole batch's inputs and targets begin there. */
  fetches: 'u32',
  inputs: 'u32',
  targets: 'u32',
  /** The sampler's key and counter, see rng.ts. */
  seed: 'u32',
  stream: 'u32',
  counter: 'u32',
  /** Which of the `draws` tokens of each row is drawn. */
  draw: 'u32',
  draws: 'u32',
  /** Only the k likeliest tokens can be drawn. */
  topK: 'u32',
  /** 1 for the likeliest token. */
  greedy: 'u32',
} as const;

type Field = keyof typeof FIELDS;

export type Call = Readonly<Record<Field, number>>;

/** Bytes, a multiple of 16. */
export const CALL_BYTES = Math.ceil(Object.keys(FIELDS).length / 4) * 16;

export const CALL_WGSL = `struct Call {
${Object.entries(FIELDS)
  .map(([name, type]) => `  ${name}: ${type},`)
  .join('\n')}
}`;

const EMPTY = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, 0])) as Call;

/** A call over `batch` rows of `time` places; everything not named is 0. */
export function makeCall(batch: number, time: number, rest: Partial<Call>): Call {
  const rows = batch * time;
  const whole = { rows, batch, time, stride: time, scoredRows: rows, scoredStride: 1 };
  return { ...EMPTY, inverseTemperature: 1, upstream: 1, ...whole, ...rest };
}

/** A call as the kernels read it. */
export function encodeCall(call: Call): Uint8Array {
  const view = new DataView(new ArrayBuffer(CALL_BYTES));
  Object.entries(FIELDS).forEach(([name, type], i) => {
    const value = call[name as Field];
    if (type === 'f32') view.setFloat32(4 * i, value, true);
    else view.setUint32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}
