/** What passes between the worker that trains and a helper. Parameters and answers are handed over, calls are copied. */
import type { GptConfig } from '../config';
import type { Call } from './shardNetwork';

export type ToHelper =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly network: number;
      readonly config: GptConfig;
      /** Absent while those of the last message still hold. */
      readonly parameters?: Float32Array;
      readonly calls: readonly Call[];
    }
  | { readonly kind: 'forget'; readonly network: number };

export type FromHelper =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answers'; readonly id: number; readonly answers: readonly unknown[] }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

/** The memory of all arrays in a message. */
export function buffersOf(message: unknown): ArrayBufferLike[] {
  if (ArrayBuffer.isView(message)) return [message.buffer];
  if (typeof message !== 'object' || message === null) return [];
  return [...new Set(Object.values(message).flatMap(buffersOf))];
}
