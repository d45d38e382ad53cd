/**
 * From scores over the vocabulary to what the losses ask for, log-probability of the target and entropy
 * (`ops.tokenLogprobs`, `ops.tokenEntropy` of the plain room), and the scalar head (`gpt2.scalarHead`).
 */
import { exp1, exp4, log1, max4, sum4 } from './math';

/** z = logits/T. Of each row: log p(target), entropy, and log Σ exp z, which `headBackward` wants. logits [M, V] */
export function head(
  logprobs: usize,
  entropy: usize,
  logSum: usize,
  logits: usize,
  targets: usize,
  temperature: f32,
  M: i32,
  V: i32,
): void {
  const whole = V & ~3;
  const scale: f32 = 1 / temperature;
  for (let i = 0; i < M; i++) {
    const row = logits + ((<usize>(i * V)) << 2);
    let most = f32x4.splat(-Infinity);
    for (let j = 0; j < whole; j += 4) most = f32x4.pmax(most, v128.load(row + ((<usize>j) << 2)));
    let top = max4(most);
    for (let j = whole; j < V; j++) top = max(top, load<f32>(row + ((<usize>j) << 2)));
    // Σ e^z and Σ z e^z, with z measured from the largest.
    let sums = f32x4.splat(0);
    let weighted = f32x4.splat(0);
    for (let j = 0; j < whole; j += 4) {
      const z = f32x4.mul(f32x4.sub(v128.load(row + ((<usize>j) << 2)), f32x4.splat(top)), f32x4.splat(scale));
      const e = exp4(z);
      sums = f32x4.add(sums, e);
      weighted = f32x4.add(weighted, f32x4.mul(z, e));
    }
    let sum = sum4(sums);
    let mean = sum4(weighted);
    for (let j = whole; j < V; j++) {
      const z = (load<f32>(row + ((<usize>j) << 2)) - top) * scale;
      const e = exp1(z);
      sum += e;
      mean += z * e;
    }
    const logOfSum = log1(sum);
    const at = (<usize>i) << 2;
    const target = load<i32>(targets + at);
    store<f32>(logprobs + at, (load<f32>(row + ((<usize>target) << 2)) - top) * scale - logOfSum);
    store<f32>(entropy + at, logOfSum - mean / sum);
    store<f32>(logSum + at, top * scale + logOfSum);
  }
}

/**
 * Turns logits [M, V] into their gradient, in place, given the gradients of log-probability and entropy: with
 * p = softmax(z), ∂log p_t/∂z_v = δ_tv − p_v and ∂H/∂z_v = −p_v (log p_v + H).
 */
export function headBackward(
  logits: usize,
  dLogprobs: usize,
  dEntropy: usize,
  entropy: usize,
  logSum: usize,
  targets: usize,
  temperature: f32,
  M: i32,
  V: i32,
): void {
  const whole = V & ~3;
  const scale: f32 = 1 / temperature;
  for (let i = 0; i < M; i++) {
    const at = (<usize>i) << 2;
    const row = logits + ((<usize>(i * V)) << 2);
    const dLogprob = load<f32>(dLogprobs + at) * scale;
    const dH = load<f32>(dEntropy + at) * scale;
    if (dLogprob == 0 && dH == 0) {
      memory.fill(row, 0, (<usize>V) << 2);
      continue;
    }
    const from = load<f32>(logSum + at);
    const h = load<f32>(entropy + at);
    for (let j = 0; j < whole; j += 4) {
      const logp = f32x4.sub(f32x4.mul(v128.load(row + ((<usize>j) << 2)), f32x4.splat(scale)), f32x4.splat(from));
      const slope = f32x4.add(f32x4.splat(dLogprob), f32x4.mul(f32x4.splat(dH), f32x4.add(logp, f32x4.splat(h))));
      v128.store(row + ((<usize>j) << 2), f32x4.neg(f32x4.mul(exp4(logp), slope)));
    }
    for (let j = whole; j < V; j++) {
      const logp = load<f32>(row + ((<usize>j) << 2)) * scale - from;
      store<f32>(row + ((<usize>j) << 2), -exp1(logp) * (dLogprob + dH * (logp + h)));
    }
    const target = row + ((<usize>load<i32>(targets + at)) << 2);
    store<f32>(target, load<f32>(target) + dLogprob);
  }
}

/** values[M] = hidden[M, D] · weight[D] + bias */
export function scalarHead(values: usize, hidden: usize, weight: usize, bias: usize, M: i32, D: i32): void {
  for (let i = 0; i < M; i++) {
    const row = hidden + ((<usize>(i * D)) << 2);
    let sum: f32 = 0;
    for (let j = 0; j < D; j++) sum += load<f32>(row + ((<usize>j) << 2)) * load<f32>(weight + ((<usize>j) << 2));
    store<f32>(values + ((<usize>i) << 2), sum + load<f32>(bias));
  }
}

/** Adds to the gradients of hidden states, weight and bias. */
export function scalarHeadBackward(
  dHidden: usize,
  dWeight: usize,
  dBias: usize,
  dValues: usize,
  hidden: usize,
  weight: usize,
  M: i32,
  D: i32,
): void {
  for (let i = 0; i < M; i++) {
    const d = load<f32>(dValues + ((<usize>i) << 2));
    if (d == 0) continue;
    store<f32>(dBias, load<f32>(dBias) + d);
    const offset = (<usize>(i * D)) << 2;
    for (let j = 0; j < D; j++) {
      const at = (<usize>j) << 2;
      store<f32>(dWeight + at, load<f32>(dWeight + at) + d * load<f32>(hidden + offset + at));
      store<f32>(dHidden + offset + at, load<f32>(dHidden + offset + at) + d * load<f32>(weight + at));
    }
  }
}
