/** The heads of all layers in a row, each with where it looks most. */
import type { AttentionView } from '../../../protocol/compare';

export interface Head {
  /** Counted from 1. */
  readonly layer: number;
  readonly head: number;
  /** Over the tokens so far, in sum 1. */
  readonly shares: readonly number[];
  /** Index of the token with the largest share. */
  readonly most: number;
}

export function headsOf({ weights }: AttentionView): readonly Head[] {
  return weights.flatMap((heads, layer) =>
    heads.map((shares, head) => ({
      layer: layer + 1,
      head: head + 1,
      shares,
      most: shares.indexOf(Math.max(...shares)),
    })),
  );
}
