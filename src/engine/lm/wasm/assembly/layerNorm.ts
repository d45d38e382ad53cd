/** Layer normalization (Ba et al. 2016) over the last dimension; `ops.layerNorm` of the plain room. */
import { sum4 } from './math';

const EPSILON: f32 = 1e-5;

function sumOf(x: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  let j = 0;
  for (; j + 4 <= n; j += 4) sum = f32x4.add(sum, v128.load(x + ((<usize>j) << 2)));
  let total = sum4(sum);
  for (; j < n; j++) total += load<f32>(x + ((<usize>j) << 2));
  return total;
}

/** out = (x − mean)/√(var + ε)·gain + bias; keeps mean and 1/√(var + ε) of each row in `moments` [M, 2]. */
export function layerNorm(out: usize, moments: usize, x: usize, gain: usize, bias: usize, M: i32, D: i32): void {
  for (let i = 0; i < M; i++) {
    const row = x + ((<usize>(i * D)) << 2);
    const to = out + ((<usize>(i * D)) << 2);
    const mean = sumOf(row, D) / <f32>D;
    let squares: f32 = 0;
    let j = 0;
    let sum = f32x4.splat(0);
    for (; j + 4 <= D; j += 4) {
      const centered = f32x4.sub(v128.load(row + ((<usize>j) << 2)), f32x4.splat(mean));
      sum = f32x4.add(sum, f32x4.mul(centered, centered));
    }
    squares = sum4(sum);
    for (; j < D; j++) {
      const centered = load<f32>(row + ((<usize>j) << 2)) - mean;
      squares += centered * centered;
    }
    const inverse: f32 = 1 / sqrt<f32>(squares / <f32>D + EPSILON);
    store<f32>(moments + ((<usize>i) << 3), mean);
    store<f32>(moments + ((<usize>i) << 3), inverse, 4);
    for (j = 0; j + 4 <= D; j += 4) {
      const at = (<usize>j) << 2;
      const normed = f32x4.mul(f32x4.sub(v128.load(row + at), f32x4.splat(mean)), f32x4.splat(inverse));
      v128.store(to + at, f32x4.add(f32x4.mul(normed, v128.load(gain + at)), v128.load(bias + at)));
    }
    for (; j < D; j++) {
      const at = (<usize>j) << 2;
      const normed = (load<f32>(row + at) - mean) * inverse;
      store<f32>(to + at, normed * load<f32>(gain + at) + load<f32>(bias + at));
    }
  }
}

/**
 * From the gradient dy [M, D] of `layerNorm`'s result: adds to the gradient dx of its input, and to those of gain and
 * bias.
 */
export function layerNormBackward(
  dx: usize,
  dGain: usize,
  dBias: usize,
  dy: usize,
  x: usize,
  moments: usize,
  gain: usize,
  M: i32,
  D: i32,
): void {
  const whole = D & ~3;
  for (let i = 0; i < M; i++) {
    const offset = (<usize>(i * D)) << 2;
    const mean = load<f32>(moments + ((<usize>i) << 3));
    const inverse = load<f32>(moments + ((<usize>i) << 3), 4);
    let sums = f32x4.splat(0);
    let products = f32x4.splat(0);
    for (let j = 0; j < whole; j += 4) {
      const at = (<usize>j) << 2;
      const d = v128.load(dy + offset + at);
      const normed = f32x4.mul(f32x4.sub(v128.load(x + offset + at), f32x4.splat(mean)), f32x4.splat(inverse));
      v128.store(dBias + at, f32x4.add(v128.load(dBias + at), d));
      v128.store(dGain + at, f32x4.add(v128.load(dGain + at), f32x4.mul(d, normed)));
      const scaled = f32x4.mul(d, v128.load(gain + at));
      sums = f32x4.add(sums, scaled);
      products = f32x4.add(products, f32x4.mul(scaled, normed));
    }
    let sum = sum4(sums);
    let product = sum4(products);
    for (let j = whole; j < D; j++) {
      const at = (<usize>j) << 2;
      const d = load<f32>(dy + offset + at);
      const normed = (load<f32>(x + offset + at) - mean) * inverse;
      store<f32>(dBias + at, load<f32>(dBias + at) + d);
      store<f32>(dGain + at, load<f32>(dGain + at) + d * normed);
      const scaled = d * load<f32>(gain + at);
      sum += scaled;
      product += scaled * normed;
    }
    sum /= <f32>D;
    product /= <f32>D;
    for (let j = 0; j < whole; j += 4) {
      const at = (<usize>j) << 2;
      const normed = f32x4.mul(f32x4.sub(v128.load(x + offset + at), f32x4.splat(mean)), f32x4.splat(inverse));
      const scaled = f32x4.mul(v128.load(dy + offset + at), v128.load(gain + at));
      const centered = f32x4.sub(f32x4.sub(scaled, f32x4.splat(sum)), f32x4.mul(normed, f32x4.splat(product)));
      const d = f32x4.mul(centered, f32x4.splat(inverse));
      v128.store(dx + offset + at, f32x4.add(v128.load(dx + offset + at), d));
    }
    for (let j = whole; j < D; j++) {
      const at = (<usize>j) << 2;
      const normed = (load<f32>(x + offset + at) - mean) * inverse;
      const scaled = load<f32>(dy + offset + at) * load<f32>(gain + at);
      const d = (scaled - sum - normed * product) * inverse;
      store<f32>(dx + offset + at, load<f32>(dx + offset + at) + d);
    }
  }
}
