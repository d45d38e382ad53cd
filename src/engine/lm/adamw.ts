/**
 * AdamW (Loshchilov & Hutter 2019, algorithm 2) on one flat vector, with clipping by the global norm
 * (Pascanu et al. 2013) and the learning-rate schedules of the anchors.
 *
 * ε stands beside √v̂, after the bias correction (PyTorch, TensorFlow.js); the runs of Ziegler et al. 2019 had it
 * beside √v, which makes the first steps smaller: form `tensorflow1`. Weight decay acts on every parameter, as in PyTorch.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface AdamW {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Largest global norm of the gradient that passes unscaled. */
  readonly clipGradNorm: number;
  readonly form: 'pytorch' | 'tensorflow1';
}

/** What the optimizer's knobs stand at, for networks that train outside the pipeline: to test, to measure. */
export const USUAL_ADAMW = {
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  clipGradNorm: 1,
  form: 'pytorch',
} as const satisfies Partial<AdamW>;

export interface Moments {
  readonly m: tf.Tensor1D;
  readonly v: tf.Tensor1D;
  /** Steps taken. */
  readonly steps: tf.Scalar;
}

export function noMoments(parameters: number): Moments {
  return { m: tf.zeros([parameters]), v: tf.zeros([parameters]), steps: tf.scalar(0) };
}

/** One step. Returns new tensors; the old ones are left alone. */
export function adamwStep(
  parameters: tf.Tensor1D,
  gradient: tf.Tensor1D,
  moments: Moments,
  { learningRate, beta1, beta2, epsilon, weightDecay, form }: Omit<AdamW, 'clipGradNorm'>,
): { readonly parameters: tf.Tensor1D } & Moments {
  return tf.tidy(() => {
    const m: tf.Tensor1D = tf.add(tf.mul(moments.m, beta1), tf.mul(gradient, 1 - beta1));
    const v: tf.Tensor1D = tf.add(tf.mul(moments.v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const steps: tf.Scalar = tf.add(moments.steps, 1);
    const correction1 = tf.sub(1, tf.pow(tf.scalar(beta1), steps));
    const correction2 = tf.sqrt(tf.sub(1, tf.pow(tf.scalar(beta2), steps)));
    const direction = tf.div(m, tf.add(tf.sqrt(v), form === 'pytorch' ? tf.mul(correction2, epsilon) : epsilon));
    const decayed = tf.mul(parameters, 1 - learningRate * weightDecay);
    const rate = tf.div(tf.mul(correction2, learningRate), correction1);
    return { parameters: tf.sub<tf.Tensor1D>(decayed, tf.mul(direction, rate)), m, v, steps };
  });
}

/** The gradient scaled to a global norm of at most `maxNorm`, and its norm before (as torch.nn.utils.clip_grad_norm_). */
export function clipByGlobalNorm(
  gradient: tf.Tensor1D,
  maxNorm: number,
): { readonly gradient: tf.Tensor1D; readonly norm: tf.Scalar } {
  return tf.tidy(() => {
    const norm: tf.Scalar = tf.sqrt(tf.sum(tf.square(gradient)));
    const scale = tf.minimum(tf.scalar(1), tf.div(tf.scalar(maxNorm), tf.add(norm, 1e-6)));
    return { gradient: tf.mul(gradient, scale), norm };
  });
}

/** Share of the full learning rate: linear warm-up over the first steps, then all of it. `step` from 0. */
export function warmupConstant(step: number, steps: number, warmupShare = 0.05): number {
  return Math.min(1, (step + 1) / Math.ceil(steps * warmupShare));
}

/** Share of the full learning rate: linear warm-up over the first steps, then a cosine down to 10 %. `step` from 0. */
export function warmupCosine(step: number, steps: number, warmupShare = 0.05): number {
  const warmup = Math.ceil(steps * warmupShare);
  return step < warmup ? (step + 1) / warmup : cosineToTenth(step - warmup, steps - warmup);
}

/** Cosine from 1 to 0.1 over `steps` (InstructGPT, appendix C). */
export function cosineToTenth(step: number, steps: number): number {
  return 0.1 + 0.9 * 0.5 * (1 + Math.cos((Math.PI * Math.min(step, steps)) / Math.max(1, steps)));
}
