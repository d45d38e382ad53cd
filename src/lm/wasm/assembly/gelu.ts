/**
 * GELU with tanh (Hendrycks & Gimpel 2016); `ops.gelu` of the plain room. With u = √(2/π)(x + 0.044715 x³) it is
 * x·½(1 + tanh u) = x·σ(2u).
 */
import { exp4 } from './math';

const TWICE_ROOT: f32 = 1.5957691216057308;
const CUBIC: f32 = 0.044715;

/** e^(−2u); the gate σ(2u) is 1/(1 + e^(−2u)). */
function decay(x: v128): v128 {
  const cubed = f32x4.mul(f32x4.mul(f32x4.mul(x, x), x), f32x4.splat(CUBIC));
  return exp4(f32x4.mul(f32x4.add(x, cubed), f32x4.splat(-TWICE_ROOT)));
}

function value(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), decay(x)));
}

function slope(x: v128): v128 {
  const e = decay(x);
  const s = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e));
  const squared = f32x4.mul(f32x4.mul(x, x), f32x4.splat(3 * CUBIC));
  const du = f32x4.mul(f32x4.add(f32x4.splat(1), squared), f32x4.splat(TWICE_ROOT));
  // 1 − σ = e·σ, which loses no digits where σ is close to 1.
  const change = f32x4.mul(f32x4.mul(s, f32x4.mul(e, s)), du);
  return f32x4.add(s, f32x4.mul(x, change));
}

/** out[n] = gelu(x[n]) */
export function gelu(out: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(out + at, value(v128.load(x + at)));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(out + at, f32x4.extract_lane(value(v128.load32_splat(x + at)), 0));
  }
}

/** dx[n] = dy[n]·gelu′(x[n]); dx may be dy. */
export function geluBackward(dx: usize, dy: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, f32x4.mul(v128.load(dy + at), slope(v128.load(x + at))));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    store<f32>(dx + at, load<f32>(dy + at) * f32x4.extract_lane(slope(v128.load32_splat(x + at)), 0));
  }
}
