/**
 * Causal self-attention (Vaswani et al. 2017, equation 1) head by head; `ops.attention` of the plain room. Queries, keys
 * and values of all heads lie side by side in rows of 3D floats, so that a head is a matrix with wide strides.
 */
import { exp4, max4, sum4 } from './math';
import { matmul } from './matmul';

function padded(n: i32): i32 {
  return (n + 3) & ~3;
}

/** Lanes j … j + 3 that lie in start ≤ lane < end. */
function inside(j: i32, start: i32, end: i32): v128 {
  const lanes = i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3));
  return v128.and(i32x4.ge_s(lanes, i32x4.splat(start)), i32x4.lt_s(lanes, i32x4.splat(end)));
}

/** Turns a row of scores into probabilities of scale·score over the places from `start` to `end`; 0 elsewhere. */
function softmax(row: usize, start: i32, end: i32, places: i32, scale: f32): void {
  const first = start & ~3;
  const reached = padded(end);
  let most = f32x4.splat(-Infinity);
  for (let j = first; j < reached; j += 4) {
    const score = v128.load(row + ((<usize>j) << 2));
    most = f32x4.pmax(most, v128.bitselect(score, f32x4.splat(-Infinity), inside(j, start, end)));
  }
  const top = f32x4.splat(max4(most));
  let sums = f32x4.splat(0);
  for (let j = first; j < reached; j += 4) {
    const at = row + ((<usize>j) << 2);
    const score = f32x4.mul(f32x4.sub(v128.load(at), top), f32x4.splat(scale));
    const e = v128.and(exp4(score), inside(j, start, end));
    v128.store(at, e);
    sums = f32x4.add(sums, e);
  }
  const inverse = f32x4.splat(1 / sum4(sums));
  for (let j = first; j < reached; j += 4) {
    const at = row + ((<usize>j) << 2);
    v128.store(at, f32x4.mul(v128.load(at), inverse));
  }
  memory.fill(row, 0, (<usize>first) << 2);
  memory.fill(row + ((<usize>reached) << 2), 0, (<usize>(places - reached)) << 2);
}

/** dScores = scale · P (dP − Σ P dP), in place of dP; over the places up to `end`, and 0 after it. */
function softmaxBackward(dP: usize, P: usize, end: i32, places: i32, scale: f32): void {
  const reached = padded(end);
  let sums = f32x4.splat(0);
  for (let j = 0; j < reached; j += 4) {
    const at = (<usize>j) << 2;
    const d = v128.and(v128.load(dP + at), inside(j, 0, end)); // nobody wrote behind the last place
    v128.store(dP + at, d);
    sums = f32x4.add(sums, f32x4.mul(d, v128.load(P + at)));
  }
  const mean = f32x4.splat(sum4(sums));
  for (let j = 0; j < reached; j += 4) {
    const at = (<usize>j) << 2;
    const change = f32x4.mul(v128.load(P + at), f32x4.sub(v128.load(dP + at), mean));
    v128.store(dP + at, f32x4.mul(change, f32x4.splat(scale)));
  }
  memory.fill(dP + ((<usize>reached) << 2), 0, (<usize>(places - reached)) << 2);
}

/**
 * out[M, D] from qkv[M, 3D]; keeps the probabilities [B, H, T, padded T]. Row b has the places from offsets[b] up to
 * offsets[b + 1] (int32 [B + 1]), at most T of them, and attends to nothing before its place starts[b] (int32 [B], its
 * padding on the left); a place in the padding sees itself alone, and nothing sees it. `scratch` as for `matmul`.
 */
export function attention(
  out: usize,
  probabilities: usize,
  qkv: usize,
  starts: usize,
  offsets: usize,
  B: i32,
  T: i32,
  D: i32,
  H: i32,
  scratch: usize,
): void {
  const size = D / H;
  const places = padded(T);
  const stride = 3 * D;
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  const part = (<usize>D) << 2;
  for (let b = 0; b < B; b++) {
    const start = load<i32>(starts + ((<usize>b) << 2));
    const first = load<i32>(offsets + ((<usize>b) << 2));
    const n = load<i32>(offsets + ((<usize>b) << 2), 4) - first;
    for (let h = 0; h < H; h++) {
      const queries = qkv + ((<usize>(first * stride + h * size)) << 2);
      const P = probabilities + ((<usize>((b * H + h) * T * places)) << 2);
      matmul(P, places, queries, stride, 1, queries + part, 1, stride, 0, 0, n, size, n, scratch);
      for (let t = 0; t < n; t++) {
        softmax(P + ((<usize>(t * places)) << 2), min(start, t), t + 1, places, scale);
      }
      const head = out + ((<usize>(first * D + h * size)) << 2);
      matmul(head, D, P, places, 1, queries + 2 * part, stride, 1, 0, 0, n, n, size, scratch);
    }
  }
}

/**
 * The gradient dQkv[M, 3D] from dOut[M, D] and what `attention` kept. `scratch`: T · padded T floats more than for
 * `matmul`.
 */
export function attentionBackward(
  dQkv: usize,
  dOut: usize,
  probabilities: usize,
  qkv: usize,
  offsets: usize,
  B: i32,
  T: i32,
  D: i32,
  H: i32,
  scratch: usize,
): void {
  const size = D / H;
  const places = padded(T);
  const stride = 3 * D;
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  const part = (<usize>D) << 2;
  const dP = scratch;
  const rest = scratch + ((<usize>(T * places)) << 2);
  for (let b = 0; b < B; b++) {
    const first = load<i32>(offsets + ((<usize>b) << 2));
    const n = load<i32>(offsets + ((<usize>b) << 2), 4) - first;
    for (let h = 0; h < H; h++) {
      const offset = (<usize>(first * stride + h * size)) << 2;
      const queries = qkv + offset;
      const dQueries = dQkv + offset;
      const P = probabilities + ((<usize>((b * H + h) * T * places)) << 2);
      const dHead = dOut + ((<usize>(first * D + h * size)) << 2);
      // dV = Pᵀ · dOut, dP = dOut · Vᵀ, dQ = dScores · K, dK = dScoresᵀ · Q
      matmul(dQueries + 2 * part, stride, P, 1, places, dHead, D, 1, 0, 0, n, n, size, rest);
      matmul(dP, places, dHead, D, 1, queries + 2 * part, 1, stride, 0, 0, n, size, n, rest);
      for (let t = 0; t < n; t++) {
        const row = (<usize>(t * places)) << 2;
        softmaxBackward(dP + row, P + row, t + 1, places, scale);
      }
      matmul(dQueries, stride, dP, places, 1, queries + part, stride, 1, 0, 0, n, n, size, rest);
      matmul(dQueries + part, stride, dP, 1, places, queries, stride, 1, 0, 0, n, n, size, rest);
    }
  }
}
