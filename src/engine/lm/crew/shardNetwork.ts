/** A network as each worker of a crew has it: it answers calls, and knows neither TensorFlow.js nor the optimizer. */
import type { GptConfig } from '../config';
import type { HeadName, LossHead } from '../model';
import type { Range, Share } from './shards';

/** Heads at the places of a share: [M], logits [M, V] not yet divided by the temperature. */
export type HeadColumns = Readonly<Partial<Record<HeadName, Float32Array>>>;

/** Gradients of the loss by head at the places of a share, [M] each; an absent head has none. */
export type HeadGradients = Readonly<Partial<Record<LossHead, Float32Array>>>;

interface Pass {
  /** Number under which the activations are kept until the gradient is asked for; null: it will not be. */
  readonly pass: number | null;
  readonly share: Share;
  readonly heads: readonly HeadName[];
  readonly temperature: number;
}

export interface ForwardCall extends Pass {
  readonly kind: 'forward';
}

export interface GradientCall extends Pass {
  readonly kind: 'gradient';
  readonly upstream: HeadGradients;
  /** Of the batch's shards: those whose gradients are to be summed. */
  readonly ranges: readonly Range[];
}

/** Some consecutive rows of a request. */
export interface GenerateCall {
  readonly kind: 'generate';
  readonly prompts: readonly (readonly number[])[];
  readonly maxTokens: number;
  readonly temperature: number;
  /** 0: all. */
  readonly topK: number;
  readonly stopTokens: readonly number[];
  /** The noise of the first row and token begins at `counter` of that stream, that of each further token `stride` later. */
  readonly key: readonly [seed: number, stream: number];
  readonly counter: number;
  readonly stride: number;
}

export type Call = ForwardCall | GradientCall | GenerateCall;

/** The gradient of a range of shards, flat as the parameters are. */
export interface ShardSum {
  readonly range: Range;
  readonly sum: Float32Array;
}

/** What each call is answered with. */
export interface Answers {
  readonly forward: HeadColumns;
  readonly gradient: readonly ShardSum[];
  /** Tokens of all rows, `maxTokens` each; after a stop token anything. */
  readonly generate: Int32Array;
}

export type AnswerTo<C extends Call> = Answers[C['kind']];

export interface ShardNetwork {
  load(parameters: Float32Array): void;
  /** Throws when a prompt leaves no room for its response. */
  answer<C extends Call>(call: C): AnswerTo<C>;
}

/** A network that all members have. */
export interface SharedNetwork {
  readonly id: number;
  readonly config: GptConfig;
  readonly own: ShardNetwork;
  /** Changes with the parameters. */
  readonly version: number;
  readonly parameters: () => Float32Array;
}

/** What each call of a list is answered with. */
export type AnswersTo<C extends readonly Call[]> = { readonly [I in keyof C]: AnswerTo<C[I]> };

export function answerAll<C extends readonly Call[]>(network: ShardNetwork, calls: C): AnswersTo<C> {
  return calls.map((call) => network.answer(call)) as unknown as AnswersTo<C>;
}
