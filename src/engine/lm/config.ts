/** The shape of one network: GPT-2's (Radford et al. 2019), as small as the world allows. */
import type { Size } from '../../experiment/names';

export interface GptConfig {
  /** Vocabulary V, context S, width D, layers L, attention heads H (H divides D). */
  readonly vocabulary: number;
  readonly context: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** A linear map from the last hidden state to one number: the score of a reward model, the value of a state. */
  readonly scalarHead: boolean;
}

const SHAPES: Readonly<Record<Size, { width: number; layers: number; heads: number }>> = {
  XS: { width: 32, layers: 2, heads: 2 },
  S: { width: 64, layers: 2, heads: 4 },
  M: { width: 128, layers: 3, heads: 4 },
};

export function gptConfig(size: Size, vocabulary: number, context: number, scalarHead = false): GptConfig {
  return { vocabulary, context, ...SHAPES[size], scalarHead };
}
