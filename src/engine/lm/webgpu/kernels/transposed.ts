/**
 * Products with the transpose of a weight matrix W [outer, inner], each thread a tile of 4 rows × 4 columns held in
 * registers.
 *
 * Equal `unembed` of plain/gpt2.ts, and the gradient by x of `linear` of plain/ops.ts, times that of `gelu` where there
 * is one.
 */
import { repeat, type BufferName, type Kernel } from '../kernel';
import { GELU } from './gelu';
import { TILE_ROWS } from './linear';

interface Variant {
  readonly name: string;
  /** Where x lies, and where y goes. */
  readonly from: BufferName;
  readonly to: BufferName;
  readonly reads?: readonly BufferName[];
  /** How many rows, and the place in x of row r. */
  readonly rows: 'rows' | 'scoredRows';
  readonly place?: string;
  readonly declarations?: string;
  /** Stores `sum`, four columns of row `row`. */
  readonly store: string;
}

function product({ name, from, to, reads = [], rows, place = 'row', declarations = '', store }: Variant): Kernel {
  const inPlace = from === to;
  return {
    name,
    reads: ['params', ...(inPlace ? [] : [from]), ...reads],
    writes: [to],
    workgroup: [8, 8],
    threads: (call, { outer = 0 }) => [outer, Math.ceil(call[rows] / TILE_ROWS)],
    declarations: `${declarations}
fn placeOf(row: u32) -> u32 { return ${place}; }
fn store(row: u32, column: u32, sum: vec4f) {
  if (row >= call.${rows}) { return; }
  ${store}
}`,
    main: `
  let column = id.x;
  let row = id.y * ${TILE_ROWS};
  if (column >= site.outer || row >= call.${rows}) { return; }
  let w = site.weight + 4 * column * site.inner;
  ${repeat(
    TILE_ROWS,
    (i) => `let x${i} = site.x + placeOf(min(row + ${i}, call.${rows} - 1)) * site.inner; var sum${i} = vec4f();`,
  )}
  for (var k = 0u; k < site.inner; k++) {
    ${repeat(4, (i) => `let w${i} = params[w + ${i} * site.inner + k];`)}
    ${repeat(
      TILE_ROWS,
      (i) => `let a${i} = ${from}[x${i} + k];
    sum${i} += vec4f(dot(a${i}, w0), dot(a${i}, w1), dot(a${i}, w2), dot(a${i}, w3));`,
    )}
  }
  ${repeat(TILE_ROWS, (i) => `store(row + ${i}, column, sum${i});`)}`,
  };
}

/** Scores through the tied embedding; columns beyond the vocabulary get so little that exp makes 0 of it. [N, D] → [N, V] */
export const unembed = product({
  name: 'unembed',
  from: 'acts',
  to: 'logits',
  rows: 'scoredRows',
  place: 'row * call.scoredStride + call.scoredStart',
  store: `
  let words = 4 * column + vec4u(0, 1, 2, 3);
  logits[row * site.outer + column] = select(sum, vec4f(-1e30f), words >= vec4u(call.vocabulary));`,
});

/** dx = dy Wᵀ. dy [N, inner] → [N, outer] */
export const linearBackward = product({
  name: 'linear backward',
  from: 'deltas',
  to: 'deltas',
  rows: 'rows',
  store: 'deltas[site.y + row * site.outer + column] = sum;',
});

/** dx = dy Wᵀ · GELU′(saved). dy [N, inner], saved [N, outer] → [N, outer] */
export const linearGeluBackward = product({
  name: 'linear and gelu backward',
  from: 'deltas',
  to: 'deltas',
  reads: ['acts'],
  rows: 'rows',
  declarations: GELU,
  store: `
  let place = row * site.outer + column;
  deltas[site.y + place] = sum * geluSlope(acts[site.saved + place]);`,
});
