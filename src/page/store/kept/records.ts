/** What lies in the browser's database: runs, what each visit trained, and where its stages in the middle stood. */
import type { BackendName, TrainedStage } from '../../../experiment/names';
import type { PageParameters } from '../../../experiment/query';
import type { Settings } from '../../../experiment/settings';
import type { Snapshot } from '../../../protocol/protocol';
import type { StageRecording } from './recorder';

/** A run with everything that is kept of it. */
export interface Whole<Head> {
  readonly head: Head;
  /** Its events, one in a line as JSON, packed with gzip. */
  readonly packed: ArrayBuffer;
  /** Of the policy, as safetensors; null where there are none. */
  readonly weights: ArrayBuffer | null;
}

/** A run of a stage or of the lab as it lies there, unchecked: another page may have laid it. */
export type Stored = Whole<unknown>;

/** The weights of one stage that was trained here. */
export interface KeptWeights {
  /** Safetensors. */
  readonly bytes: ArrayBuffer;
  readonly iteration: number;
  readonly iterations: number;
}

/** Every stage that was trained, and with what. */
export interface KeptSession {
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly settings: Settings;
  readonly start: PageParameters['start'];
  readonly weights: { readonly [S in TrainedStage]?: KeptWeights };
}

export const UNFINISHED_VERSION = 1;

/** What a visit leaves of its stages in the middle. */
export interface Unfinished {
  readonly version: typeof UNFINISHED_VERSION;
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly settings: Settings;
  readonly start: PageParameters['start'];
  /** On another the numbers would differ in their last digits. */
  readonly backend: BackendName;
  readonly snapshot: Snapshot;
  readonly stages: readonly { readonly stage: TrainedStage; readonly iteration: number; readonly iterations: number }[];
  /** The runs in the middle, with their events, one in a line as JSON, packed with gzip. */
  readonly open: readonly { readonly head: StageRecording['head']; readonly packed: ArrayBuffer }[];
  /** Ids of the runs before them whose curves were on view too. */
  readonly past: readonly string[];
}
