/** AdamW on flat vectors; `adamw.ts` of lm/. */

/** Σ g², in double precision. */
export function sumOfSquares(gradient: usize, n: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) {
    const g = <f64>load<f32>(gradient + ((<usize>i) << 2));
    sum += g * g;
  }
  return sum;
}

/**
 * One step in place: with g scaled by `scale` (gradient clipping), m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g²,
 * p ← p·decay − rate·m/(√v + epsilon). Bias corrections are in `rate` and `epsilon`. Empties the gradient.
 */
export function adamw(
  parameters: usize,
  gradient: usize,
  m: usize,
  v: usize,
  n: i32,
  scale: f32,
  beta1: f32,
  beta2: f32,
  decay: f32,
  rate: f32,
  epsilon: f32,
): void {
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = (<usize>i) << 2;
    const g = f32x4.mul(v128.load(gradient + at), f32x4.splat(scale));
    const first = f32x4.add(f32x4.mul(v128.load(m + at), f32x4.splat(beta1)), f32x4.mul(g, f32x4.splat(1 - beta1)));
    const second = f32x4.add(
      f32x4.mul(v128.load(v + at), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(1 - beta2)),
    );
    const direction = f32x4.div(first, f32x4.add(f32x4.sqrt(second), f32x4.splat(epsilon)));
    const decayed = f32x4.mul(v128.load(parameters + at), f32x4.splat(decay));
    v128.store(parameters + at, f32x4.sub(decayed, f32x4.mul(direction, f32x4.splat(rate))));
    v128.store(m + at, first);
    v128.store(v + at, second);
    v128.store(gradient + at, f32x4.splat(0));
  }
  for (let i = whole; i < n; i++) {
    const at = (<usize>i) << 2;
    const g = load<f32>(gradient + at) * scale;
    const first = load<f32>(m + at) * beta1 + g * (1 - beta1);
    const second = load<f32>(v + at) * beta2 + g * g * (1 - beta2);
    store<f32>(parameters + at, load<f32>(parameters + at) * decay - (first / (sqrt<f32>(second) + epsilon)) * rate);
    store<f32>(m + at, first);
    store<f32>(v + at, second);
    store<f32>(gradient + at, 0);
  }
}
