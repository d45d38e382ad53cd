/**
 * What each token of a response earns: r_t = −β (log π(y_t) − log π_ref(y_t)), plus the reward model's score of the
 * whole response at its last token (Ziegler et al. 2019, equation 2; InstructGPT §3.5). The papers do not say where the
 * score goes; here, as in lm-human-preferences, to the last valid token, the end token if there is one.
 */
import { k1 } from './kl';

export interface ScoredTokens {
  /** Log-probabilities of the tokens under policy and reference, nats. [B·T] */
  readonly logprobs: Float32Array;
  readonly refLogprobs: Float32Array;
  /** 1 on response tokens. [B·T] */
  readonly mask: Float32Array;
  /** The reward model's score of each response. [B] */
  readonly scores: Float32Array;
}

/** Rewards of all tokens, 0 outside the responses. [B·T] */
export function tokenRewards({ logprobs, refLogprobs, mask, scores }: ScoredTokens, klCoef: number): Float32Array {
  const time = mask.length / scores.length;
  const rewards = mask.map((valid, i) => (valid === 1 ? -klCoef * k1(logprobs[i] - refLogprobs[i]) : 0));
  scores.forEach((score, row) => {
    const last = mask.lastIndexOf(1, (row + 1) * time - 1);
    if (last >= row * time) rewards[last] += score;
  });
  return rewards;
}

/** Takes a penalty off the scores of responses that did not end by themselves (TRL's missing_eos_penalty). */
export function penalizeMissingEos(scores: Float32Array, ended: readonly boolean[], penalty: number): Float32Array {
  return scores.map((score, row) => (ended[row] ? score : score - penalty));
}
