/**
 * Layer normalization, one thread a row; the embedding does its first one along the way.
 *
 * Equals `layerNorm` of plain/ops.ts and its gradient for x, and `embed` of plain/gpt2.ts.
 */
import type { Call } from '../call';
import type { Kernel } from '../kernel';

const WORKGROUP = [64, 1] as const;
const perRow = ({ rows }: Call) => [rows, 1] as const;

/** Normalizes one row of acts at `x` into `y`; keeps mean and 1/σ at `kept`. */
const NORMALISE = `
fn normalize(x: u32, y: u32, kept: u32) {
  let size = f32(4 * call.width);
  var sum = vec4f();
  for (var d = 0u; d < call.width; d++) { sum += acts[x + d]; }
  let mean = dot(sum, vec4f(1f)) / size;
  var squares = vec4f();
  for (var d = 0u; d < call.width; d++) {
    let centered = acts[x + d] - mean;
    squares += centered * centered;
  }
  let scale = inverseSqrt(dot(squares, vec4f(1f)) / size + 1e-5f);
  for (var d = 0u; d < call.width; d++) {
    acts[y + d] = (acts[x + d] - mean) * scale * params[site.weight + d] + params[site.bias + d];
  }
  acts[kept] = vec4f(mean, scale, 0f, 0f);
}`;

/** x, y [N, D]; weight, bias [D]; statistics [N] */
export const layerNorm: Kernel = {
  name: 'layer norm',
  reads: ['params'],
  writes: ['acts'],
  workgroup: WORKGROUP,
  threads: perRow,
  declarations: NORMALISE,
  main: `
  if (id.x >= call.rows) { return; }
  normalize(site.x + id.x * call.width, site.y + id.x * call.width, site.statistics + id.x);`,
};

/**
 * Token and position embeddings, which lie side by side, summed into x; and the first LN of it. x, y [N, D]. Fetches the
 * tokens of the rows that take part, for all kernels that come after.
 */
export const embedNorm: Kernel = {
  name: 'embed and layer norm',
  reads: ['params', 'batches'],
  writes: ['acts', 'tokens'],
  workgroup: WORKGROUP,
  threads: perRow,
  declarations: NORMALISE,
  main: `
  if (id.x >= call.rows) { return; }
  let place = call.start + id.x % call.time;
  let padding = tokens[id.x / call.time];
  let position = place - min(place, padding);
  if (call.fetches != 0) {
    // No other thread reads what this one writes.
    let there = tokens[call.batch + 2 * call.rows + id.x / call.time] * call.time + id.x % call.time;
    tokens[call.batch + id.x] = batches[call.inputs + there];
    tokens[call.batch + call.rows + id.x] = batches[call.targets + there];
  }
  let token = tokens[call.batch + id.x];
  let x = site.x + id.x * call.width;
  for (var d = 0u; d < call.width; d++) {
    acts[x + d] = params[token * call.width + d] + params[(call.vocabulary + position) * call.width + d];
  }
  normalize(x, site.y + id.x * call.width, site.statistics + id.x);`,
};

/**
 * Gradient by x of LN(x), and `residual`, which flows past the LN, added to it; the last LN has none: outer = 0 there.
 * x [N, D] in acts; upstream, residual [N, D] → y [N, D] in deltas.
 */
export const layerNormBackward: Kernel = {
  name: 'layer norm backward',
  reads: ['params', 'acts'],
  writes: ['deltas'],
  workgroup: WORKGROUP,
  threads: perRow,
  main: `
  if (id.x >= call.rows) { return; }
  let row = id.x * call.width;
  let kept = acts[site.statistics + id.x];
  let size = f32(4 * call.width);
  var sum = vec4f();
  var along = vec4f();
  for (var d = 0u; d < call.width; d++) {
    let slope = deltas[site.upstream + row + d] * params[site.weight + d];
    sum += slope;
    along += slope * (acts[site.x + row + d] - kept.x) * kept.y;
  }
  let mean = dot(sum, vec4f(1f)) / size;
  let meanAlong = dot(along, vec4f(1f)) / size;
  for (var d = 0u; d < call.width; d++) {
    let slope = deltas[site.upstream + row + d] * params[site.weight + d];
    let normal = (acts[site.x + row + d] - kept.x) * kept.y;
    var dx = (slope - mean - normal * meanAlong) * kept.y;
    if (site.outer != 0) { dx += deltas[site.residual + row + d]; }
    deltas[site.y + row + d] = dx;
  }`,
};
