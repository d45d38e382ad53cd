/**
 * What the losses need of each row of scores, and the way back, one thread a row. The scores' gradient takes their
 * place in memory.
 *
 * Equals `tokenLogprobs` and `tokenEntropy` of plain/ops.ts over scores divided by the temperature, with their
 * gradients, and `scalarHead` of plain/gpt2.ts.
 */
import type { Kernel } from '../kernel';

const WORKGROUP = [64, 1] as const;

/**
 * heads[k · N + n] for k = 0 … 5, see kernel.ts. logits [N, outer]; hidden states x [N, D]; the scalar head's weights,
 * bias behind them, at `weight`: inner = 0 if there is none.
 */
export const heads: Kernel = {
  name: 'heads',
  reads: ['params', 'tokens', 'acts', 'logits'],
  writes: ['heads'],
  workgroup: WORKGROUP,
  threads: ({ rows }) => [rows, 1],
  main: `
  let n = id.x;
  if (n >= call.rows) { return; }
  if (site.inner != 0) {
    var value = vec4f();
    for (var d = 0u; d < call.width; d++) { value += acts[site.x + n * call.width + d] * params[site.weight + d]; }
    heads[2 * call.rows + n] = dot(value, vec4f(1f)) + params[site.weight + call.width].x;
  }
  if ((call.needsLogprobs | call.needsEntropy) == 0) { return; }
  let row = n * site.outer;
  var largest = logits[row];
  for (var v = 1u; v < site.outer; v++) { largest = max(largest, logits[row + v]); }
  let most = max(max(largest.x, largest.y), max(largest.z, largest.w));
  var totals = vec4f();
  var means = vec4f();
  for (var v = 0u; v < site.outer; v++) {
    let shifted = (logits[row + v] - most) * call.inverseTemperature;
    let raised = exp(shifted);
    totals += raised;
    means += raised * shifted;
  }
  let total = dot(totals, vec4f(1f));
  let logTotal = log(total);
  let meanShifted = dot(means, vec4f(1f)) / total;
  let word = tokens[call.batch + call.rows + n];
  heads[n] = (logits[row + word / 4][word % 4] - most) * call.inverseTemperature - logTotal;
  heads[call.rows + n] = logTotal - meanShifted;
  heads[3 * call.rows + n] = most;
  heads[4 * call.rows + n] = logTotal;
  heads[5 * call.rows + n] = meanShifted;`,
};

/** logits [N, outer] → their gradient, from dHeads; places beyond the vocabulary get 0. */
export const headsBackward: Kernel = {
  name: 'heads backward',
  reads: ['tokens', 'heads', 'dHeads'],
  writes: ['logits'],
  workgroup: WORKGROUP,
  threads: ({ rows }) => [rows, 1],
  main: `
  let n = id.x;
  if (n >= call.rows) { return; }
  let word = tokens[call.batch + call.rows + n];
  let most = heads[3 * call.rows + n];
  let logTotal = heads[4 * call.rows + n];
  let meanShifted = heads[5 * call.rows + n];
  let factor = call.upstream * call.inverseTemperature;
  let byLogprob = select(0f, factor * dHeads[n], call.needsLogprobs != 0);
  let byEntropy = select(0f, factor * dHeads[call.rows + n], call.needsEntropy != 0);
  for (var v = 0u; v < site.outer; v++) {
    let place = n * site.outer + v;
    let words = 4 * v + vec4u(0, 1, 2, 3);
    let shifted = (logits[place] - most) * call.inverseTemperature;
    let probability = exp(shifted - logTotal);
    let isWord = select(vec4f(), vec4f(1f), words == vec4u(word));
    let slope = byLogprob * (isWord - probability) + byEntropy * probability * (meanShifted - shifted);
    logits[place] = select(slope, vec4f(), words >= vec4u(call.vocabulary));
  }`,
};

/** Scores divided by the temperature, without the padding of rows. logits [N, outer] → scores [N, V] */
export const packScores: Kernel = {
  name: 'pack scores',
  reads: ['logits'],
  writes: ['scores'],
  workgroup: WORKGROUP,
  threads: ({ rows }, { outer = 0 }) => [outer, rows],
  main: `
  if (id.x >= site.outer) { return; }
  let four = logits[id.y * site.outer + id.x] * call.inverseTemperature;
  for (var i = 0u; i < min(4u, call.vocabulary - 4 * id.x); i++) {
    scores[id.y * call.vocabulary + 4 * id.x + i] = four[i];
  }`,
};
