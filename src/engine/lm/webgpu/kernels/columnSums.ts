/**
 * Gradients of everything that is not a matrix, in one dispatch: sums over the rows of a split, one thread for each four
 * columns.
 *
 * Equals the gradients by bias and gain of `linear` and `layerNorm` of plain/ops.ts, by the positions of `embed` and by
 * the head of `scalarHead` of plain/gpt2.ts.
 */
import type { Kernel } from '../kernel';

/** Kinds of columns: a bias; gain and bias of an LN; positions; the scalar head's weights with its bias. */
export const COLUMN_KINDS = { bias: 0, norm: 1, positions: 2, scalarHead: 3 } as const;

/** What one group of columns sums, `width` of them in vec4, and the number of its first thread. */
export interface Column {
  readonly kind: number;
  readonly width: number;
  readonly dy: number;
  readonly x: number;
  readonly statistics: number;
  readonly weight: number;
  readonly firstThread: number;
}

export const COLUMN_FIELDS = ['kind', 'width', 'dy', 'x', 'statistics', 'weight', 'firstThread'] as const;

const COLUMN_WGSL = `struct Column {
${COLUMN_FIELDS.map((name) => `  ${name}: u32,`).join('\n')}
}`;

/** Splits × parameters → partials. inner: number of groups; outer: of threads. */
export const columnSums: Kernel = {
  name: 'column sums',
  reads: ['acts', 'deltas', 'dHeads', 'tokens', 'columns'],
  writes: ['partials'],
  workgroup: [64, 1],
  threads: ({ splits }, { outer = 0 }) => [outer, splits],
  declarations: COLUMN_WGSL,
  main: `
  if (id.x >= site.outer) { return; }
  var which = site.inner - 1;
  while (columns[which].firstThread > id.x) { which--; }
  let group = columns[which];
  let d = id.x - group.firstThread;
  let y = id.y * call.total + group.weight + d;
  let firstRow = id.y * call.splitBatch;
  let endRow = min(firstRow + call.splitBatch, call.batch);
  let first = firstRow * call.time;
  let end = endRow * call.time;
  var sum = vec4f();
  if (group.kind == ${COLUMN_KINDS.bias}) {
    for (var n = first; n < end; n++) { sum += deltas[group.dy + n * group.width + d]; }
  } else if (group.kind == ${COLUMN_KINDS.norm}) {
    var gain = vec4f();
    for (var n = first; n < end; n++) {
      let dy = deltas[group.dy + n * group.width + d];
      let kept = acts[group.statistics + n];
      sum += dy;
      gain += dy * (acts[group.x + n * group.width + d] - kept.x) * kept.y;
    }
    partials[y] = gain;
    partials[y + group.width] = sum;
    return;
  } else if (group.kind == ${COLUMN_KINDS.positions}) {
    let position = d / call.width;
    for (var b = firstRow; b < endRow; b++) {
      // The padding has position 0 as well.
      let earliest = select(tokens[b] + position, 0u, position == 0);
      let until = min(tokens[b] + position + 1, call.time);
      for (var t = earliest; t < until; t++) { sum += deltas[group.dy + (b * call.time + t) * call.width + d % call.width]; }
    }
  } else if (call.needsValues != 0) {
    let isBias = d == call.width;
    for (var n = first; n < end; n++) {
      let dValue = call.upstream * dHeads[2 * call.rows + n];
      if (isBias) { sum.x += dValue; } else { sum += dValue * acts[group.x + n * call.width + d]; }
    }
  }
  partials[y] = sum;`,
};
