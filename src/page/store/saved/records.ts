/** The records of the browser's database: runs, what each visit trained, and where its unfinished stages stood. */
import type { BackendName, TrainedStage } from '../../../experiment/names';
import type { PageParameters } from '../../../experiment/query';
import type { Settings } from '../../../experiment/settings';
import type { Snapshot } from '../../../protocol/protocol';
import type { StageRecording } from './recorder';

/** A run with everything that is saved of it. */
export interface Whole<Head> {
  readonly head: Head;
  /** Its events, one in a line as JSON, packed with gzip. */
  readonly packed: ArrayBuffer;
  /** The policy's weights as safetensors; null where there are none. */
  readonly weights: ArrayBuffer | null;
}

/** A run of a stage or of the lab, unchecked: another version of the page may have saved it. */
export type Stored = Whole<unknown>;

/** The weights of one stage that was trained here. */
export interface SavedStageWeights {
  /** Safetensors. */
  readonly bytes: ArrayBuffer;
  readonly iteration: number;
  readonly iterations: number;
}

/** Every stage that was trained, and with what. */
export interface SavedSession {
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly settings: Settings;
  readonly start: PageParameters['start'];
  readonly weights: { readonly [S in TrainedStage]?: SavedStageWeights };
}

export const UNFINISHED_VERSION = 1;

/** A visit's unfinished stages. */
export interface Unfinished {
  readonly version: typeof UNFINISHED_VERSION;
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly settings: Settings;
  readonly start: PageParameters['start'];
  /** The stage at work while all four were trained one after the other; null: they were not. Older pages saved nothing of it. */
  readonly trainingAll?: TrainedStage | null;
  /** On another the numbers would differ in their last digits. */
  readonly backend: BackendName;
  readonly snapshot: Snapshot;
  readonly stages: readonly { readonly stage: TrainedStage; readonly iteration: number; readonly iterations: number }[];
  /** The unfinished runs, with their events, one in a line as JSON, packed with gzip. */
  readonly open: readonly { readonly head: StageRecording['head']; readonly packed: ArrayBuffer }[];
  /** Ids of the runs before them whose curves were on view too. */
  readonly past: readonly string[];
  /** The events of the results that were on view, as those of a run; absent where there were none, and in older pages. */
  readonly results?: ArrayBuffer;
}
