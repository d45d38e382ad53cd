/** What the measurement says of this machine: plain data from its worker to the view, and into the clipboard. */
import type { BackendName } from '../experiment/names';

export const BENCH_WORKS = ['training', 'rollout'] as const;
/** One training step on `ROWS` windows of 48 tokens; as many responses of 20 tokens to prompts of 8. */
export type BenchWork = (typeof BENCH_WORKS)[number];

export const ROWS = 32;

/** Rows of the training step by which a backend is chosen when the page opens. */
export const TIMED_ROWS = 16;

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Milliseconds a step with the fused kernels and with TensorFlow.js ops, measured in turns. */
export interface BenchRow {
  readonly fused: Spread;
  readonly plain: Spread;
  readonly rounds: number;
  /** Tokens of one step. */
  readonly tokens: number;
}

export interface BenchBackend {
  readonly backend: BackendName;
  readonly device: string;
  /** Why it does not run here; empty where it does. */
  readonly reason: string;
  readonly rows: Readonly<Partial<Record<BenchWork, BenchRow>>>;
}

export interface BenchReport {
  readonly done: boolean;
  readonly backends: readonly BenchBackend[];
}

/** The view starts the worker with this. */
export interface BenchRequest {
  readonly backends: readonly BackendName[];
  readonly allowSoftwareAdapter: boolean;
}
