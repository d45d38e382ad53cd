/**
 * GELU with tanh (Hendrycks & Gimpel 2016); `ops.gelu` of the plain room. With u = √(2/π)(x + 0.044715 x³) it is
 * x·½(1 + tanh u) = x·σ(2u).
 */
import { exp4 } from './math';

const TWICE_ROOT: f32 = 1.5957691216057308;
const CUBIC: f32 = 0.044715;

/** σ(2u) */
function gateOf(x: v128): v128 {
  const cubed = f32x4.mul(f32x4.mul(f32x4.mul(x, x), x), f32x4.splat(CUBIC));
  const decay = exp4(f32x4.mul(f32x4.add(x, cubed), f32x4.splat(-TWICE_ROOT)));
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), decay));
}

/** dy·(σ + x·σ(1 − σ)·d(2u)/dx) */
function change(dy: v128, x: v128, gate: v128): v128 {
  const squared = f32x4.mul(f32x4.mul(x, x), f32x4.splat(3 * CUBIC));
  const du = f32x4.mul(f32x4.add(f32x4.splat(1), squared), f32x4.splat(TWICE_ROOT));
  const inner = f32x4.mul(f32x4.mul(x, du), f32x4.sub(f32x4.splat(1), gate));
  return f32x4.mul(f32x4.mul(dy, gate), f32x4.add(f32x4.splat(1), inner));
}

/** out[n] = gelu(x[n]); keeps the gate σ(2u) [n]. out may be x. */
export function gelu(out: usize, gate: usize, x: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    const value = v128.load(x + at);
    const g = gateOf(value);
    v128.store(gate + at, g);
    v128.store(out + at, f32x4.mul(value, g));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    const value = load<f32>(x + at);
    const g = f32x4.extract_lane(gateOf(f32x4.splat(value)), 0);
    store<f32>(gate + at, g);
    store<f32>(out + at, value * g);
  }
}

/** dx[n] = dy[n]·gelu′(x[n]); dx may be dy. */
export function geluBackward(dx: usize, dy: usize, x: usize, gate: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, change(v128.load(dy + at), v128.load(x + at), v128.load(gate + at)));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    const d = change(
      f32x4.splat(load<f32>(dy + at)),
      f32x4.splat(load<f32>(x + at)),
      f32x4.splat(load<f32>(gate + at)),
    );
    store<f32>(dx + at, f32x4.extract_lane(d, 0));
  }
}
