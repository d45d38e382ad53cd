/**
 * One more token for some rows of a batch: attention to a cache of keys and values, and the draw by Gumbel-max with the
 * noise of `rng.ts`, number by number.
 */
import { exp1, log4, logOfParts } from './math';

function dot(a: usize, b: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + ((<usize>i) << 2)), v128.load(b + ((<usize>i) << 2))));
  }
  let total =
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
  for (; i < n; i++) total += load<f32>(a + ((<usize>i) << 2)) * load<f32>(b + ((<usize>i) << 2));
  return total;
}

/** to[n] += weight·from[n] */
function addScaled(to: usize, from: usize, weight: f32, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(f32x4.splat(weight), v128.load(from + at))));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, load<f32>(to + at) + weight * load<f32>(from + at));
  }
}

/**
 * Writes keys and values of qkv[n, 3D] into the caches [B, S, D] and attends to all places so far. Row i of qkv belongs
 * to row rows[i] of the caches and stands at place positions[i] (int32 [n] each). `scratch`: S floats.
 */
export function attendCache(
  out: usize,
  qkv: usize,
  keys: usize,
  values: usize,
  rows: usize,
  positions: usize,
  n: i32,
  S: i32,
  D: i32,
  H: i32,
  scratch: usize,
): void {
  const size = D / H;
  const bytes = (<usize>D) << 2;
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  for (let i = 0; i < n; i++) {
    const place = load<i32>(positions + ((<usize>i) << 2));
    const start = <usize>(load<i32>(rows + ((<usize>i) << 2)) * S) * bytes;
    const query = qkv + <usize>(3 * i) * bytes;
    memory.copy(keys + start + <usize>place * bytes, query + bytes, bytes);
    memory.copy(values + start + <usize>place * bytes, query + 2 * bytes, bytes);
    for (let h = 0; h < H; h++) {
      const head = (<usize>(h * size)) << 2;
      let top: f32 = -Infinity;
      for (let j = 0; j <= place; j++) {
        const score = dot(query + head, keys + start + <usize>j * bytes + head, size) * scale;
        store<f32>(scratch + ((<usize>j) << 2), score);
        top = max(top, score);
      }
      const to = out + <usize>i * bytes + head;
      memory.fill(to, 0, (<usize>size) << 2);
      let sum: f32 = 0;
      for (let j = 0; j <= place; j++) {
        const weight = exp1(load<f32>(scratch + ((<usize>j) << 2)) - top);
        sum += weight;
        addScaled(to, values + start + <usize>j * bytes + head, weight, size);
      }
      const inverse: f32 = 1 / sum;
      for (let d = 0; d < size; d++) {
        const at = (<usize>d) << 2;
        store<f32>(to + at, load<f32>(to + at) * inverse);
      }
    }
  }
}

/** First word of pcg3d(seed, stream, counter) for four counters (Jarzynski & Olano 2020). */
function hash4(seed: i32, stream: i32, counters: v128): v128 {
  const multiplier = i32x4.splat(1664525);
  const increment = i32x4.splat(1013904223);
  let x = i32x4.splat(seed * 1664525 + 1013904223);
  let y = i32x4.splat(stream * 1664525 + 1013904223);
  let z = i32x4.add(i32x4.mul(counters, multiplier), increment);
  x = i32x4.add(x, i32x4.mul(y, z));
  y = i32x4.add(y, i32x4.mul(z, x));
  z = i32x4.add(z, i32x4.mul(x, y));
  x = v128.xor(x, i32x4.shr_u(x, 16));
  y = v128.xor(y, i32x4.shr_u(y, 16));
  z = v128.xor(z, i32x4.shr_u(z, 16));
  return i32x4.add(x, i32x4.mul(y, z));
}

/**
 * −log(−log u) with u = (k + ½)/2²⁴ of the hash's upper 24 bits k, within 2⁻²² · max(1, |result|). Close to 1, u is no
 * float, but 1 − u is: there log(1 − (1 − u)) is taken.
 */
function gumbel4(bits: v128): v128 {
  const k = i32x4.shr_u(bits, 8);
  const below = f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(k), f32x4.splat(0.5)), f32x4.splat(5.9604644775390625e-8)); // u, exact below ½
  const above = f32x4.mul(
    f32x4.sub(f32x4.convert_i32x4_s(i32x4.sub(i32x4.splat(1 << 24), k)), f32x4.splat(0.5)),
    f32x4.splat(5.9604644775390625e-8),
  ); // 1 − u, exact above ½
  const near = f32x4.le(above, f32x4.splat(0.2928932188134524)); // u ≥ √½
  const f = v128.bitselect(
    f32x4.neg(above),
    f32x4.sub(f32x4.splat(1), f32x4.add(above, above)), // 2u − 1
    near,
  );
  const e = v128.bitselect(f32x4.splat(0), f32x4.splat(-1), near);
  const small = i32x4.lt_s(k, i32x4.splat(1 << 23));
  const logU = v128.bitselect(log4(below), logOfParts(f, e), small);
  return f32x4.neg(log4(f32x4.neg(logU)));
}

/** noise[n]: standard Gumbel noise of n counters from `counter` on. */
export function gumbelNoise(noise: usize, n: i32, seed: i32, stream: i32, counter: i32): void {
  for (let i = 0; i < n; i += 4) {
    const counters = i32x4.add(i32x4.splat(counter + i), i32x4(0, 1, 2, 3));
    const values = gumbel4(hash4(seed, stream, counters));
    if (i + 4 <= n) v128.store(noise + ((<usize>i) << 2), values);
    else {
      store<f32>(noise + ((<usize>i) << 2), f32x4.extract_lane(values, 0));
      if (i + 1 < n) store<f32>(noise + ((<usize>(i + 1)) << 2), f32x4.extract_lane(values, 1));
      if (i + 2 < n) store<f32>(noise + ((<usize>(i + 2)) << 2), f32x4.extract_lane(values, 2));
    }
  }
}

/** The k-th largest of x[n]. `scratch`: n floats. */
function kthLargest(x: usize, k: i32, n: i32, scratch: usize): f32 {
  memory.copy(scratch, x, (<usize>n) << 2);
  let least: f32 = -Infinity;
  for (let round = 0; round < k; round++) {
    let best = 0;
    for (let j = 1; j < n; j++) {
      if (load<f32>(scratch + ((<usize>j) << 2)) > load<f32>(scratch + ((<usize>best) << 2))) best = j;
    }
    least = load<f32>(scratch + ((<usize>best) << 2));
    store<f32>(scratch + ((<usize>best) << 2), -Infinity);
  }
  return least;
}

/**
 * One token for each of n rows of logits[n, V]: arg max(logits/T + noise), of the `topK` likeliest alone if that is not
 * 0; with T = 0 the likeliest. Row i takes the noise from counter + rows[i]·V on. Ties go to the first. tokens int32
 * [n]; `scratch`: 2V floats.
 */
export function draw(
  tokens: usize,
  logits: usize,
  rows: usize,
  n: i32,
  V: i32,
  temperature: f32,
  topK: i32,
  seed: i32,
  stream: i32,
  counter: i32,
  scratch: usize,
): void {
  for (let i = 0; i < n; i++) {
    const row = logits + ((<usize>(i * V)) << 2);
    let least: f32 = -Infinity;
    if (topK > 0 && topK < V) least = kthLargest(row, topK, V, scratch + ((<usize>V) << 2));
    if (temperature > 0) {
      gumbelNoise(scratch, V, seed, stream, counter + load<i32>(rows + ((<usize>i) << 2)) * V);
    }
    let best = -1;
    let most: f32 = -Infinity;
    for (let j = 0; j < V; j++) {
      const logit = load<f32>(row + ((<usize>j) << 2));
      if (logit < least) continue;
      const value = temperature > 0 ? logit / temperature + load<f32>(scratch + ((<usize>j) << 2)) : logit;
      if (best < 0 || value > most) {
        best = j;
        most = value;
      }
    }
    store<i32>(tokens + ((<usize>i) << 2), best);
  }
}
