/**
 * Gradients of all weight matrices in one dispatch, dW = xᵀ dy for each: every thread holds a tile of 8 × 8 in registers
 * and sums over one split of the batch. The tied embedding comes last: dlogitsᵀ h for its part in the unembedding, and
 * the gradients of the embedded tokens where a row's token is one of the tile's.
 *
 * Equals the gradient by the weight of `linear` and `product` of plain/ops.ts.
 */
import { repeat, type Kernel } from '../kernel';

/** A matrix [inner, outer] in vec4, where x and dy lie, and the number of the first of its tiles. */
export interface Matrix {
  readonly x: number;
  readonly dy: number;
  readonly inner: number;
  readonly outer: number;
  readonly weight: number;
  readonly firstTile: number;
}

export const MATRIX_FIELDS = ['x', 'dy', 'inner', 'outer', 'weight', 'firstTile'] as const;

const MATRIX_WGSL = `struct Matrix {
${MATRIX_FIELDS.map((name) => `  ${name}: u32,`).join('\n')}
}`;

export const tilesOf = (inner: number, outer: number): number => Math.ceil(inner / 2) * Math.ceil(outer / 2);

/** Adds the outer product of eight values a, b and eight others c, d. */
const addProducts = `${repeat(4, (i) => `left${i} += a[${i}] * c; right${i} += a[${i}] * d;`)}
    ${repeat(4, (i) => `left${i + 4} += b[${i}] * c; right${i + 4} += b[${i}] * d;`)}`;

/** Sums over the rows of the split: x (inner wide) from one buffer, dy (outer wide) from another. */
const sumRows = (from: string, x: string, to: string, dy: string) => `
  for (var n = first; n < end; n++) {
    let a = ${from}[${x} + n * matrix.inner + k];
    let b = ${from}[${x} + n * matrix.inner + k2];
    let c = ${to}[${dy} + n * matrix.outer + m];
    let d = ${to}[${dy} + n * matrix.outer + m2];
    ${addProducts}
  }`;

/**
 * Splits × parameters → partials. The last matrix is the embedding [V, D]: x = dlogits, dy = h in acts, and `residual` the
 * gradient of the embedded tokens. inner: number of matrices; outer: of tiles.
 */
export const weightGradient: Kernel = {
  name: 'weight gradient',
  reads: ['acts', 'deltas', 'logits', 'tokens', 'matrices'],
  writes: ['partials'],
  workgroup: [64, 1],
  threads: ({ splits }, { outer = 0 }) => [outer, splits],
  declarations: MATRIX_WGSL,
  main: `
  if (id.x >= site.outer) { return; }
  var which = site.inner - 1;
  while (matrices[which].firstTile > id.x) { which--; }
  let matrix = matrices[which];
  let isEmbedding = which == site.inner - 1;
  let across = (matrix.outer + 1) / 2;
  let tile = id.x - matrix.firstTile;
  let k = tile / across * 2;
  let m = tile % across * 2;
  let k2 = min(k + 1, matrix.inner - 1);
  let m2 = min(m + 1, matrix.outer - 1);
  let first = id.y * call.splitBatch * call.time;
  let end = min(first + call.splitBatch * call.time, call.rows);
  ${repeat(8, (i) => `var left${i} = vec4f(); var right${i} = vec4f();`)}
  if (!isEmbedding) {
    ${sumRows('acts', 'matrix.x', 'deltas', 'matrix.dy')}
  } else {
    if ((call.needsLogprobs | call.needsEntropy) != 0) {
      ${sumRows('logits', 'matrix.x', 'acts', 'matrix.dy')}
    }
    for (var n = first; n < end; n++) {
      let word = tokens[call.batch + n] - 4 * k;
      if (word < 8) {
        let c = deltas[site.residual + n * matrix.outer + m];
        let d = deltas[site.residual + n * matrix.outer + m2];
        ${repeat(8, (i) => `if (word == ${i}) { left${i} += c; right${i} += d; }`)}
      }
    }
  }
  let rows = select(4 * matrix.inner, call.vocabulary, isEmbedding);
  let y = id.y * call.total + matrix.weight + m;
  ${repeat(
    8,
    (i) => `if (4 * k + ${i} < rows) {
    partials[y + (4 * k + ${i}) * matrix.outer] = left${i};
    if (m + 1 < matrix.outer) { partials[y + (4 * k + ${i}) * matrix.outer + 1] = right${i}; }
  }`,
  )}`,
};
