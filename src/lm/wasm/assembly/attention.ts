/**
 * Causal self-attention (Vaswani et al. 2017, equation 1) head by head; `ops.attention` of the plain room. Queries, keys
 * and values lie side by side in rows of 3D floats. Within a head, keys and values are first laid out so that the inner
 * loops run over neighbours: keys (forward) and values (backward) as [size, places], the others as [places, size], both
 * padded with zeros to whole vectors.
 */
import { exp4, sum4 } from './math';

function padded(n: i32): i32 {
  return (n + 3) & ~3;
}

/** Copies `rows` vectors of `size` floats, `stride` floats apart, to lie `width` floats apart, zeros after them. */
function gatherRows(to: usize, from: usize, stride: i32, rows: i32, size: i32, width: i32): void {
  for (let i = 0; i < rows; i++) {
    const target = to + ((<usize>(i * width)) << 2);
    memory.copy(target, from + ((<usize>(i * stride)) << 2), (<usize>size) << 2);
    memory.fill(target + ((<usize>size) << 2), 0, (<usize>(width - size)) << 2);
  }
}

/** The same, transposed: [size, width], with zeros after the `rows` columns. */
function gatherColumns(to: usize, from: usize, stride: i32, rows: i32, size: i32, width: i32): void {
  memory.fill(to, 0, (<usize>(size * width)) << 2);
  for (let i = 0; i < rows; i++) {
    const source = from + ((<usize>(i * stride)) << 2);
    for (let d = 0; d < size; d++) {
      store<f32>(to + ((<usize>(d * width + i)) << 2), load<f32>(source + ((<usize>d) << 2)));
    }
  }
}

/** out[width] = Σ_i weights[i]·rows[i, width] for i from `start` to `end`. */
function combine(out: usize, weights: usize, rows: usize, start: i32, end: i32, width: i32): void {
  for (let d = 0; d < width; d += 4) {
    let sum = f32x4.splat(0);
    for (let i = start; i < end; i++) {
      const weight = v128.load32_splat(weights + ((<usize>i) << 2));
      sum = f32x4.add(sum, f32x4.mul(weight, v128.load(rows + ((<usize>(i * width + d)) << 2))));
    }
    v128.store(out + ((<usize>d) << 2), sum);
  }
}

/** rows[i, width] += weights[i]·x[width] for i from `start` to `end`. */
function spread(rows: usize, weights: usize, x: usize, start: i32, end: i32, width: i32): void {
  for (let i = start; i < end; i++) {
    const weight = v128.load32_splat(weights + ((<usize>i) << 2));
    for (let d = 0; d < width; d += 4) {
      const at = rows + ((<usize>(i * width + d)) << 2);
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(weight, v128.load(x + ((<usize>d) << 2)))));
    }
  }
}

/** Turns scores into probabilities over the places from `start` to `end`; 0 elsewhere in the row. */
function softmax(scores: usize, start: i32, end: i32, width: i32): void {
  let top: f32 = -Infinity;
  for (let j = start; j < end; j++) top = max(top, load<f32>(scores + ((<usize>j) << 2)));
  let sums = f32x4.splat(0);
  for (let j = start & ~3; j < end; j += 4) {
    const lanes = i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3));
    const inside = v128.and(i32x4.ge_s(lanes, i32x4.splat(start)), i32x4.lt_s(lanes, i32x4.splat(end)));
    const at = scores + ((<usize>j) << 2);
    const e = v128.and(exp4(f32x4.sub(v128.load(at), f32x4.splat(top))), inside);
    v128.store(at, e);
    sums = f32x4.add(sums, e);
  }
  const inverse: f32 = 1 / sum4(sums);
  memory.fill(scores, 0, (<usize>(start & ~3)) << 2);
  for (let j = start & ~3; j < end; j += 4) {
    const at = scores + ((<usize>j) << 2);
    v128.store(at, f32x4.mul(v128.load(at), f32x4.splat(inverse)));
  }
  const reached = padded(end);
  memory.fill(scores + ((<usize>reached) << 2), 0, (<usize>(width - reached)) << 2);
}

/**
 * out[B·T, D] from qkv[B·T, 3D]; keeps the probabilities [B, H, T, padded T]. Row b attends to nothing before place
 * starts[b] (int32 [B], its padding on the left). `scratch`: (2·size + 2)·padded T floats and more, see `wasm/scratch`.
 */
export function attention(
  out: usize,
  probabilities: usize,
  qkv: usize,
  starts: usize,
  B: i32,
  T: i32,
  D: i32,
  H: i32,
  scratch: usize,
): void {
  const size = D / H;
  const width = padded(size);
  const places = padded(T);
  const stride = 3 * D;
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  const keys = scratch; // [size, places]
  const values = keys + ((<usize>(size * places)) << 2); // [T, width]
  const result = values + ((<usize>(T * width)) << 2); // [width]
  for (let b = 0; b < B; b++) {
    const start = load<i32>(starts + ((<usize>b) << 2));
    for (let h = 0; h < H; h++) {
      const queries = qkv + ((<usize>(b * T * stride + h * size)) << 2);
      gatherColumns(keys, queries + ((<usize>D) << 2), stride, T, size, places);
      gatherRows(values, queries + ((<usize>(2 * D)) << 2), stride, T, size, width);
      for (let t = 0; t < T; t++) {
        const query = queries + ((<usize>(t * stride)) << 2);
        const row = probabilities + ((<usize>(((b * H + h) * T + t) * places)) << 2);
        // A place in the padding sees itself alone; nothing that counts sees it.
        const from = min(start, t);
        for (let j = from & ~3; j <= t; j += 4) {
          let sum = f32x4.splat(0);
          for (let d = 0; d < size; d++) {
            const q = v128.load32_splat(query + ((<usize>d) << 2));
            sum = f32x4.add(sum, f32x4.mul(q, v128.load(keys + ((<usize>(d * places + j)) << 2))));
          }
          v128.store(row + ((<usize>j) << 2), f32x4.mul(sum, f32x4.splat(scale)));
        }
        softmax(row, from, t + 1, places);
        combine(result, row, values, from, t + 1, width);
        memory.copy(out + ((<usize>((b * T + t) * D + h * size)) << 2), result, (<usize>size) << 2);
      }
    }
  }
}

/** The gradient dQkv[B·T, 3D] from dOut[B·T, D] and what `attention` kept. */
export function attentionBackward(
  dQkv: usize,
  dOut: usize,
  probabilities: usize,
  qkv: usize,
  starts: usize,
  B: i32,
  T: i32,
  D: i32,
  H: i32,
  scratch: usize,
): void {
  const size = D / H;
  const width = padded(size);
  const places = padded(T);
  const stride = 3 * D;
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  const rows = (<usize>(T * width)) << 2;
  const values = scratch; // [size, places]
  const keys = values + ((<usize>(size * places)) << 2); // [T, width]
  const dKeys = keys + rows;
  const dValues = dKeys + rows;
  const dScores = dValues + rows; // [places]
  const vector = dScores + ((<usize>places) << 2); // [width]
  for (let b = 0; b < B; b++) {
    const start = load<i32>(starts + ((<usize>b) << 2));
    for (let h = 0; h < H; h++) {
      const queries = qkv + ((<usize>(b * T * stride + h * size)) << 2);
      const target = dQkv + ((<usize>(b * T * stride + h * size)) << 2);
      gatherRows(keys, queries + ((<usize>D) << 2), stride, T, size, width);
      gatherColumns(values, queries + ((<usize>(2 * D)) << 2), stride, T, size, places);
      memory.fill(dKeys, 0, 2 * rows);
      for (let t = 0; t < T; t++) {
        const from = min(start, t);
        const row = probabilities + ((<usize>(((b * H + h) * T + t) * places)) << 2);
        const d = dOut + ((<usize>((b * T + t) * D + h * size)) << 2);
        gatherRows(vector, d, 0, 1, size, width);
        spread(dValues, row, vector, from, t + 1, width);
        // dP = dOut · Vᵀ, dS = P (dP − Σ P dP)
        let sums = f32x4.splat(0);
        for (let j = from & ~3; j <= t; j += 4) {
          let sum = f32x4.splat(0);
          for (let i = 0; i < size; i++) {
            const x = v128.load32_splat(d + ((<usize>i) << 2));
            sum = f32x4.add(sum, f32x4.mul(x, v128.load(values + ((<usize>(i * places + j)) << 2))));
          }
          v128.store(dScores + ((<usize>j) << 2), sum);
          sums = f32x4.add(sums, f32x4.mul(sum, v128.load(row + ((<usize>j) << 2))));
        }
        const mean = f32x4.splat(sum4(sums));
        for (let j = from & ~3; j <= t; j += 4) {
          const at = (<usize>j) << 2;
          const change = f32x4.mul(v128.load(row + at), f32x4.sub(v128.load(dScores + at), mean));
          v128.store(dScores + at, f32x4.mul(change, f32x4.splat(scale)));
        }
        combine(vector, dScores, keys, from, t + 1, width);
        memory.copy(target + ((<usize>(t * stride)) << 2), vector, (<usize>size) << 2);
        gatherRows(vector, queries + ((<usize>(t * stride)) << 2), 0, 1, size, width);
        spread(dKeys, dScores, vector, from, t + 1, width);
      }
      for (let t = 0; t < T; t++) {
        const to = target + ((<usize>(t * stride)) << 2);
        const from = (<usize>(t * width)) << 2;
        memory.copy(to + ((<usize>D) << 2), dKeys + from, (<usize>size) << 2);
        memory.copy(to + ((<usize>(2 * D)) << 2), dValues + from, (<usize>size) << 2);
      }
    }
  }
}
