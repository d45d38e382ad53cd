/**
 * Products with a weight matrix W [inner, outer], each thread a tile of 4 rows × 4 columns held in registers.
 *
 * Equal `linear` and `product` of plain/ops.ts, with what stands around them in `hiddenStates` of plain/gpt2.ts.
 */
import { repeat, type BufferName, type Kernel } from '../kernel';
import { GELU } from './gelu';

export const TILE_ROWS = 4;

interface Variant {
  readonly name: string;
  /** Where x lies, and where y goes. */
  readonly from: BufferName;
  readonly to: BufferName;
  readonly reads?: readonly BufferName[];
  /** Width of the sum. */
  readonly inner?: string;
  readonly declarations?: string;
  /** Stores `sum`, four columns of row `row`. */
  readonly store: string;
}

function product({ name, from, to, reads = [], inner = 'site.inner', declarations = '', store }: Variant): Kernel {
  const inPlace = from === to;
  return {
    name,
    reads: ['params', ...(inPlace ? [] : [from]), ...reads],
    writes: [to],
    workgroup: [8, 8],
    threads: ({ rows }, { outer = 0 }) => [outer, Math.ceil(rows / TILE_ROWS)],
    declarations: `${declarations}
fn store(row: u32, column: u32, sum: vec4f) {
  if (row >= call.rows) { return; }
  ${store}
}`,
    main: `
  let column = id.x;
  let row = id.y * ${TILE_ROWS};
  if (column >= site.outer || row >= call.rows) { return; }
  let inner = ${inner};
  ${repeat(TILE_ROWS, (i) => `let x${i} = site.x + min(row + ${i}, call.rows - 1) * inner; var sum${i} = vec4f();`)}
  for (var k = 0u; k < inner; k++) {
    let w = site.weight + 4 * k * site.outer + column;
    ${repeat(4, (i) => `let w${i} = params[w + ${i} * site.outer];`)}
    ${repeat(
      TILE_ROWS,
      (i) => `let a${i} = ${from}[x${i} + k];
    sum${i} += a${i}.x * w0 + a${i}.y * w1 + a${i}.z * w2 + a${i}.w * w3;`,
    )}
  }
  ${repeat(TILE_ROWS, (i) => `store(row + ${i}, column, sum${i});`)}`,
  };
}

/** y = x W + b into the queries, keys and values kept for `stride` places of each row. x [N, D] → [B, stride, 3D] */
export const queriesKeysValues = product({
  name: 'queries, keys, values',
  from: 'acts',
  to: 'acts',
  store: `
  let place = row / call.time * call.stride + call.start + row % call.time;
  acts[site.y + place * site.outer + column] = sum + params[site.bias + column];`,
});

/** y = x W + b + residual. x [N, inner], residual [N, outer] → [N, outer] */
export const linearResidual = product({
  name: 'linear and residual',
  from: 'acts',
  to: 'acts',
  store: `
  let place = row * site.outer + column;
  acts[site.y + place] = sum + params[site.bias + column] + acts[site.residual + place];`,
});

/** y = GELU(x W + b), what GELU is of kept in `saved`. x [N, inner] → [N, outer] */
export const linearGelu = product({
  name: 'linear and gelu',
  from: 'acts',
  to: 'acts',
  declarations: GELU,
  store: `
  let place = row * site.outer + column;
  let x = sum + params[site.bias + column];
  acts[site.saved + place] = x;
  acts[site.y + place] = gelu(x);`,
});

/**
 * Gradient of the last hidden states: dlogits W, and the scalar head's gradient times its weights (at `bias`).
 * dlogits [N, V], W [V, D] → [N, D]
 */
export const unembedBackward = product({
  name: 'unembed backward',
  from: 'logits',
  to: 'deltas',
  reads: ['dHeads'],
  inner: 'select(0u, site.inner, (call.needsLogprobs | call.needsEntropy) != 0)',
  store: `
  var dh = sum;
  if (call.needsValues != 0) { dh += call.upstream * dHeads[2 * call.rows + row] * params[site.bias + column]; }
  deltas[site.y + row * site.outer + column] = dh;`,
});
