/**
 * Draws the next token of each row, one thread a row, and puts it where the embedding reads it.
 *
 * Equals `sampleTokens` of plain/sampler.ts with the noise of `gumbelNoise`.
 */
import type { Kernel } from '../kernel';
import { NOISE_WGSL } from './noise';

/** logits [B, outer] → drawn [B, draws], tokens */
export const draw: Kernel = {
  name: 'draw',
  reads: ['logits'],
  writes: ['tokens', 'drawn'],
  workgroup: [8, 1],
  threads: ({ batch }) => [batch, 1],
  declarations: `${NOISE_WGSL}
fn score(row: u32, word: u32) -> f32 { return logits[row * site.outer + word / 4][word % 4]; }
// The k-th largest score, equal ones counted one by one.
fn leastOfTop(row: u32, k: u32) -> f32 {
  var least = 3e38f;
  var found = 0u;
  while (found < k) {
    var next = -3e38f;
    var equal = 0u;
    for (var v = 0u; v < call.vocabulary; v++) {
      let x = score(row, v);
      if (x >= least) { continue; }
      if (x > next) { next = x; equal = 0; }
      if (x == next) { equal++; }
    }
    if (equal == 0) { break; }
    least = next;
    found += equal;
  }
  return least;
}`,
  main: `
  let row = id.x;
  if (row >= call.batch) { return; }
  var least = -3e38f;
  if (call.topK < call.vocabulary) { least = leastOfTop(row, call.topK); }
  let counter = call.counter + (call.draw * call.batch + row) * call.vocabulary;
  var best = 0u;
  var most = -3e38f;
  for (var v = 0u; v < call.vocabulary; v++) {
    var x = score(row, v);
    if (x < least) { continue; }
    if (call.greedy == 0) { x = x * call.inverseTemperature + gumbel(counter + v); }
    if (x > most) { most = x; best = v; }
  }
  tokens[call.batch + row] = best;
  drawn[row * call.draws + call.draw] = best;`,
};
