/**
 * The one interface behind which a network computes: `forward` to the heads that the losses need, `backward` from a
 * loss, `step` of the optimizer, `generate`. Parameters, gradients and moments are flat arrays in one layout
 * (`layout.ts`). The caller does not know how the room behind it computes.
 */
import type { Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Rng } from '../../rng';
import type { AdamW } from './adamw';
import type { GptConfig } from './config';

/**
 * Rows of tokens, row-major. The network reads `inputs` and at each place predicts the token in `targets`. Their contents
 * may not change once a network has seen them: a room may know a batch again by its `inputs` and `targets`.
 */
export interface TokenBatch {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  /** How many rows take part. */
  readonly batch: number;
  readonly time: number;
  /** Which rows of `inputs` and `targets` take part, in this order; absent: all. */
  readonly rows?: Int32Array;
  /** Number of padding tokens on the left of each row; padding on the right needs no mask, as attention is causal. */
  readonly leftPadding?: Int32Array;
  /** How many places of each row count; what a network says of the padding after them is not read. Absent: all. */
  readonly lengths?: Int32Array;
}

/** What the network can say at every place of a batch. B rows, T places, V words. */
export interface Heads {
  /** Log-probability of the target, nats. [B, T] */
  readonly logprobs: Tensor2D;
  /** Entropy of the next token's distribution, nats. [B, T] */
  readonly entropy: Tensor2D;
  /** Scores over the vocabulary, already divided by the temperature. [B, T, V] */
  readonly logits: Tensor3D;
  /** The scalar head. [B, T] */
  readonly values: Tensor2D;
}

export type HeadName = keyof Heads;

/** What a loss can be made of. */
export type LossHead = Exclude<HeadName, 'logits'>;

/** The tensors of one loss: `loss` is differentiated, the others are only reported. */
export type LossTerms<T> = { readonly loss: Scalar } & { readonly [K in keyof T]: Tensor };

export interface GenerateRequest {
  /** Token ids of each prompt; at most `context − maxTokens` each. */
  readonly prompts: readonly (readonly number[])[];
  readonly maxTokens: number;
  /** Divides the logits; 0 takes the likeliest token. */
  readonly temperature: number;
  /** Only the k likeliest tokens can be drawn; absent: all. */
  readonly topK?: number;
  /** Generation of a row ends with one of these. */
  readonly stopTokens: readonly number[];
  readonly rng: Rng;
}

/** One generated response: its tokens, the stop token included when it ended. */
export interface Generated {
  readonly tokens: number[];
  readonly ended: boolean;
}

/** What a network has learnt so far: all that its next step depends on, between two steps. Flat as the parameters are. */
export interface ModelState {
  readonly parameters: Float32Array;
  /** AdamW's moments. */
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
  /** Steps taken, t. */
  readonly steps: number;
  /** 1 − β₁ᵗ and 1 − β₂ᵗ: some rooms count t, others carry these on from step to step. */
  readonly corrections: readonly [number, number];
}

export interface Model {
  readonly config: GptConfig;
  /** The named heads of a batch. The tensors belong to the caller. */
  forward<H extends HeadName>(batch: TokenBatch, heads: readonly H[], temperature?: number): Promise<Pick<Heads, H>>;
  /**
   * Adds the gradient of `loss` to the gradient buffer and returns the loss's terms, which belong to the caller. Passes
   * need not wait for one another: their gradients are added in the order in which they were asked for.
   */
  backward<H extends LossHead, T extends LossTerms<T>>(
    batch: TokenBatch,
    heads: readonly H[],
    loss: (heads: Pick<Heads, H>) => T,
    temperature?: number,
  ): Promise<T>;
  /**
   * `backward` of `coefficient` times the cross entropy of the targets (`crossEntropy.ts`), over the places where `mask`
   * is 1, or over all. Returns the cross entropy, nats per token, which belongs to the caller.
   */
  backwardCrossEntropy(batch: TokenBatch, mask?: Float32Array, coefficient?: number): Promise<Scalar>;
  /**
   * Clips the gathered gradient by its global norm, takes one AdamW step and empties the gradient buffer. Returns the
   * norm before clipping. A step whose loss or gradient is not finite changes nothing.
   */
  step(optimizer: AdamW): Scalar;
  generate(request: GenerateRequest): Promise<Generated[]>;
  parameters(): Promise<Float32Array>;
  load(parameters: Float32Array): void;
  /** In one readback, whatever the room; a gradient that was gathered is not part of it. */
  state(): Promise<ModelState>;
  /** Goes on from a state of a network of this shape, in the same room to the bit. Throws when the shape is another. */
  restore(state: ModelState): void;
  /** The gradient gathered since the last step. */
  gradient(): Promise<Float32Array>;
  dispose(): void;
}
