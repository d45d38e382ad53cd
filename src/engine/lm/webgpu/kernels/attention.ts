/**
 * Causal attention of all heads, one thread for each query of each head: softmax in one sweep (Milakov & Gimelshein
 * 2018), of which only the log of the sum of exponentials is kept; probabilities are computed anew in the backward pass.
 * Padding on the left is not looked at, and looks at nothing: its output is 0.
 *
 * Equals `attention` of plain/ops.ts with the masks of plain/masks.ts, and its gradient. Kernels are made for one width
 * of a head, in vec4.
 */
import { repeat, type Kernel } from '../kernel';

const WORKGROUP = [64, 1] as const;

const scale = (width: number) => 1 / Math.sqrt(4 * width);

const dotOf = (width: number, a: string, b: string) =>
  Array.from({ length: width }, (_, d) => `dot(${a}${d}, ${b}${d})`).join(' + ');

/** Loads one head's vector into registers name0, name1, … */
const load = (width: number, name: string, from: string) => repeat(width, (d) => `let ${name}${d} = ${from} + ${d}];`);

const zeros = (width: number, name: string) => repeat(width, (d) => `var ${name}${d} = vec4f();`);

/** Where the query of a head begins at a place of a row of queries, keys and values; its key and value follow. */
const placeOf = (width: number) => `
fn placeOf(b: u32, place: u32, head: u32) -> u32 {
  return site.x + (b * call.stride + place) * 3 * call.width + head * ${width};
}`;

/** x: queries, keys and values [B, stride, 3D] → y [N, D], log sums [N, H] from `saved` on */
export function attention(width: number): Kernel {
  return {
    name: `attention, heads of ${4 * width}`,
    reads: ['tokens'],
    writes: ['acts', 'logSums'],
    workgroup: WORKGROUP,
    threads: ({ rows, heads }) => [rows * heads, 1],
    declarations: placeOf(width),
    main: `
  if (id.x >= call.rows * call.heads) { return; }
  let head = id.x % call.heads;
  let row = id.x / call.heads;
  let b = row / call.time;
  let place = call.start + row % call.time;
  let q = placeOf(b, place, head);
  ${load(width, 'q', 'acts[q')}
  ${zeros(width, 'sum')}
  var most = -1e30f;
  var total = 0f;
  for (var j = tokens[b]; j <= place; j++) {
    let k = placeOf(b, j, head) + call.width;
    ${load(width, 'k', 'acts[k')}
    let score = (${dotOf(width, 'q', 'k')}) * ${scale(width)};
    if (score > most) {
      let shrink = exp(most - score);
      total *= shrink;
      ${repeat(width, (d) => `sum${d} *= shrink;`)}
      most = score;
    }
    let weight = exp(score - most);
    total += weight;
    ${repeat(width, (d) => `sum${d} += weight * acts[k + call.width + ${d}];`)}
  }
  let inverse = select(0f, 1f / max(total, 1e-30f), total > 0f);
  let y = site.y + row * call.width + head * ${width};
  ${repeat(width, (d) => `acts[y + ${d}] = sum${d} * inverse;`)}
  logSums[site.saved + id.x] = most + log(max(total, 1e-30f));`,
  };
}

/**
 * Gradients of queries, keys and values, with two threads for each place of each head: one gathers dq over the places
 * that its query looked at, one gathers dk and dv over the queries that looked at its key.
 * x [N, 3D], result [N, D] in acts; upstream [N, D] → y [N, 3D] in deltas.
 */
export function attentionBackward(width: number): Kernel {
  const probability = `exp(min((${dotOf(width, 'q', 'k')}) * ${scale(width)} - logSums[site.saved + i * call.heads + head], 0f))`;
  return {
    name: `attention backward, heads of ${4 * width}`,
    reads: ['tokens', 'acts', 'logSums'],
    writes: ['deltas'],
    workgroup: WORKGROUP,
    threads: ({ rows, heads }) => [rows * heads, 2],
    declarations: `${placeOf(width)}
fn byQuery(b: u32, place: u32, head: u32) {
  let at = placeOf(b, place, head);
  let i = b * call.time + place;
  let o = i * call.width + head * ${width};
  ${load(width, 'q', 'acts[at')}
  ${load(width, 'u', 'deltas[site.upstream + o')}
  ${load(width, 'o', 'acts[site.result + o')}
  ${zeros(width, 'sum')}
  let mean = ${dotOf(width, 'u', 'o')};
  for (var j = tokens[b]; j <= place; j++) {
    let key = placeOf(b, j, head) + call.width;
    ${load(width, 'k', 'acts[key')}
    ${load(width, 'v', 'acts[key + call.width')}
    let slope = ${probability} * (${dotOf(width, 'u', 'v')} - mean);
    ${repeat(width, (d) => `sum${d} += slope * k${d};`)}
  }
  let y = site.y + at - site.x;
  ${repeat(width, (d) => `deltas[y + ${d}] = sum${d} * ${scale(width)};`)}
}
fn byKey(b: u32, place: u32, head: u32) {
  let at = placeOf(b, place, head) + call.width;
  ${load(width, 'k', 'acts[at')}
  ${load(width, 'v', 'acts[at + call.width')}
  ${zeros(width, 'dk')}
  ${zeros(width, 'dv')}
  let earliest = select(place, call.time, place < tokens[b]);
  for (var t = earliest; t < call.time; t++) {
    let query = placeOf(b, t, head);
    let i = b * call.time + t;
    let o = i * call.width + head * ${width};
    ${load(width, 'q', 'acts[query')}
    ${load(width, 'u', 'deltas[site.upstream + o')}
    ${load(width, 'o', 'acts[site.result + o')}
    let weight = ${probability};
    let slope = weight * (${dotOf(width, 'u', 'v')} - (${dotOf(width, 'u', 'o')}));
    ${repeat(width, (d) => `dk${d} += slope * q${d}; dv${d} += weight * u${d};`)}
  }
  let y = site.y + at - site.x;
  ${repeat(width, (d) => `deltas[y + ${d}] = dk${d} * ${scale(width)}; deltas[y + call.width + ${d}] = dv${d};`)}
}`,
    main: `
  if (id.x >= call.rows * call.heads) { return; }
  let head = id.x % call.heads;
  let row = id.x / call.heads;
  let b = row / call.time;
  let place = row % call.time;
  if (id.y == 0) { byQuery(b, place, head); } else { byKey(b, place, head); }`,
  };
}
