/** GPT-2's GELU as x · σ(2u), u = √(2/π)(x + 0.044715 x³), and its slope. Equals `gelu` of plain/ops.ts. */

const SCALE = 2 * Math.sqrt(2 / Math.PI);

/** σ is 1 or 0 to the last digit beyond ±40; exp of much more would overflow. */
export const GELU = `
fn gate(x: vec4f) -> vec4f {
  let twice = x * (${SCALE * 0.044715} * x * x + ${SCALE});
  return 1f / (1f + exp(-clamp(twice, vec4f(-40f), vec4f(40f))));
}
fn gelu(x: vec4f) -> vec4f { return x * gate(x); }
fn geluSlope(x: vec4f) -> vec4f {
  let s = gate(x);
  return s * (1f + x * (${3 * SCALE * 0.044715} * x * x + ${SCALE}) * (1f - s));
}`;
