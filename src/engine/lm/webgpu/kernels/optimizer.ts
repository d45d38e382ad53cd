/**
 * From the splits' gradients to the step: three kernels, all without a readback.
 *
 * Equal `clipByGlobalNorm` and `adamwStep` of adamw.ts, and the guard of `PlainModel.step`: a step whose loss or gradient
 * is not finite changes nothing. The bias corrections 1 − βᵗ are carried on from step to step: q ← β q + (1 − β), which
 * loses no digits where t is small.
 */
import type { Kernel } from '../kernel';
import { OPTIMIZER_WGSL, STATE_WGSL } from './state';

/** Threads of `gatherGradient`, each with its own partial sum of squares. */
export const SQUARES = 4096;

const THREADS = 256;

/** grads ← grads + Σ splits, and partial sums of the squares; notes a loss that is not finite. */
export const gatherGradient: Kernel = {
  name: 'gather gradient',
  reads: ['partials'],
  writes: ['grads', 'squares', 'state'],
  workgroup: [64, 1],
  threads: () => [SQUARES, 1],
  declarations: STATE_WGSL,
  main: `
  if (id.x == 0) { state.broken = select(0u, state.broken, call.accumulate != 0) | select(1u, 0u, isFinite(state.loss)); }
  var total = vec4f();
  for (var i = id.x; i < call.total; i += ${SQUARES}) {
    var sum = select(vec4f(), grads[i], call.accumulate != 0);
    for (var split = 0u; split < call.splits; split++) { sum += partials[split * call.total + i]; }
    grads[i] = sum;
    total += sum * sum;
  }
  squares[id.x] = dot(total, vec4f(1f));`,
};

/** Global norm, clipping, guard and bias corrections, by one workgroup. */
export const norm: Kernel = {
  name: 'norm',
  reads: ['squares', 'optimizer'],
  writes: ['state'],
  workgroup: [THREADS, 1],
  threads: () => [THREADS, 1],
  declarations: `${STATE_WGSL}
${OPTIMIZER_WGSL}
var<workgroup> sums: array<f32, ${THREADS}>;`,
  main: `
  var sum = 0f;
  for (var i = id.x; i < ${SQUARES}; i += ${THREADS}) { sum += squares[i]; }
  sums[id.x] = sum;
  workgroupBarrier();
  if (id.x != 0) { return; }
  for (var i = 1u; i < ${THREADS}; i++) { sum += sums[i]; }
  let norm = sqrt(sum);
  state.norm = norm;
  state.skip = select(1u, 0u, isFinite(sum) && state.broken == 0);
  if (state.skip == 1) { return; }
  state.steps += 1;
  state.clip = min(1f, optimizer.clipGradNorm / (norm + 1e-6f));
  state.bias1 = optimizer.beta1 * state.bias1 + optimizer.rest1;
  state.bias2 = optimizer.beta2 * state.bias2 + optimizer.rest2;`,
};

/** Parameters and moments, four to a thread. */
export const adamw: Kernel = {
  name: 'adamw',
  reads: ['grads', 'optimizer', 'state'],
  writes: ['params', 'firstMoments', 'secondMoments'],
  workgroup: [64, 1],
  threads: ({ total }) => [total, 1],
  declarations: `${STATE_WGSL}
${OPTIMIZER_WGSL}`,
  main: `
  if (id.x >= call.total || state.skip == 1) { return; }
  let gradient = grads[id.x] * state.clip;
  let m = optimizer.beta1 * firstMoments[id.x] + optimizer.rest1 * gradient;
  let v = optimizer.beta2 * secondMoments[id.x] + optimizer.rest2 * gradient * gradient;
  let correction2 = sqrt(state.bias2);
  let epsilon = optimizer.epsilon * select(correction2, 1f, optimizer.isTensorflow1 != 0f);
  let direction = m / (sqrt(v) + epsilon);
  let rate = optimizer.learningRate * correction2 / state.bias1;
  params[id.x] = params[id.x] * optimizer.decay - direction * rate;
  firstMoments[id.x] = m;
  secondMoments[id.x] = v;`,
};
