/**
 * The cross entropy as a sum over places: state.loss = −Σ weight · log-probability. Weights are in dHeads, or put there if
 * all are equal. One workgroup, which adds in the same order every time.
 *
 * Equals `crossEntropy` of crossEntropy.ts with weights mask / Σ mask, or 1 / N.
 */
import type { Kernel } from '../kernel';
import { STATE_WGSL } from './state';

const THREADS = 64;

export const crossEntropySum: Kernel = {
  name: 'cross entropy',
  reads: ['heads'],
  writes: ['dHeads', 'state'],
  workgroup: [THREADS, 1],
  threads: () => [THREADS, 1],
  declarations: `${STATE_WGSL}
var<workgroup> sums: array<f32, ${THREADS}>;`,
  main: `
  var sum = 0f;
  for (var n = id.x; n < call.rows; n += ${THREADS}) {
    if (call.evenWeight != 0f) { dHeads[n] = call.evenWeight; }
    sum -= dHeads[n] * heads[n];
  }
  sums[id.x] = sum;
  workgroupBarrier();
  if (id.x != 0) { return; }
  for (var i = 1u; i < ${THREADS}; i++) { sum += sums[i]; }
  state.loss = sum;`,
};
