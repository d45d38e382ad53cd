/** Numbers of a training step that never leave the device. */
export const STATE_WGSL = `struct State {
  loss: f32,
  norm: f32,
  clip: f32,
  bias1: f32,
  bias2: f32,
  broken: u32,
  skip: u32,
  steps: u32,
}
fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }`;

/** Bytes of the struct, and where its fields lie that the host reads or writes. */
export const STATE_BYTES = 32;
export const LOSS_OFFSET = 0;
export const NORM_OFFSET = 4;
export const BIAS_OFFSET = 12;
export const STEPS_OFFSET = 28;

/** Hyperparameters of AdamW as the kernels read them, in this order. */
export const OPTIMIZER_WGSL = `struct Optimizer {
  learningRate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
  decay: f32,
  clipGradNorm: f32,
  isTensorflow1: f32,
}`;
export const OPTIMIZER_BYTES = 36;
