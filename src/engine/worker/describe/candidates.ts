/** What could come next at the places of a text, and the race by which the sampler drew what came. */
import type { TokenCandidate, RolloutCandidate } from '../../../protocol/microSteps';
import type { Rollout } from '../../rlhf/rollout';
import { VOCABULARY } from '../../../world/vocabulary';

const SHOWN = 5;

function softmax(logits: Float32Array): Float32Array {
  const most = Math.max(...logits);
  const exps = logits.map((x) => Math.exp(x - most));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((x) => x / sum);
}

/** The likeliest tokens by their ids, and after them the chosen one if it is not among them. */
function ranked(probabilities: Float32Array, chosen: number): readonly (TokenCandidate & { readonly id: number })[] {
  return Array.from(probabilities, (probability, id) => ({ token: VOCABULARY[id], probability, id }))
    .sort((a, b) => b.probability - a.probability)
    .map((candidate, i) => ({ ...candidate, rank: i + 1, chosen: candidate.id === chosen }))
    .filter(({ rank, chosen }) => rank <= SHOWN || chosen);
}

/** Candidates for each of `next`, which the logits of one row foretell. logits [T·V] */
export function candidatesOf(logits: Float32Array, next: readonly number[]): TokenCandidate[][] {
  const size = logits.length / next.length;
  return next.map((token, t) =>
    ranked(softmax(logits.subarray(t * size, (t + 1) * size)), token).map(({ id: _, ...candidate }) => candidate),
  );
}

/** Candidates at each token of the first episode's response. */
export function rolloutCandidates(rollout: Rollout): RolloutCandidate[][] {
  const { batch, responses, exampleLogits, exampleRefLogits, drawnFrom } = rollout;
  const { tokens } = responses[0];
  const start = batch.lastPlace[0] - tokens.length;
  const size = VOCABULARY.length;
  const { position } = drawnFrom;
  return tokens.map((token, t) => {
    const row = (logits: Float32Array) => softmax(logits.subarray((start + t) * size, (start + t + 1) * size));
    const reference = row(exampleRefLogits);
    // The sampler's noise of one token after the other, of all episodes each time, the first episode's first.
    drawnFrom.position = position + t * batch.batch * size;
    const noise = Float32Array.from({ length: size }, () => drawnFrom.gumbel());
    drawnFrom.position = position;
    return ranked(row(exampleLogits), token).map(({ id, ...candidate }) => ({
      ...candidate,
      refProbability: reference[id],
      noise: noise[id],
    }));
  });
}
