/** What differs between the worker and Node, handed in to the session. */
import type { Choice } from '../chooseBackend';
import type { BackendName, Size } from '../../../experiment/names';
import type { BackendTiming, WorkerEvent } from '../../../protocol/protocol';
import type { FetchBytes } from '../stages/weightFiles';

export interface Workers {
  /** See the command `useWorkers`. */
  readonly use: (size: Size, wanted: number | null, most: number | null) => Promise<void>;
  /** Looks, between two iterations of a run, whether another number of them has become the fastest. */
  readonly look: (size: Size) => Promise<void>;
}

export interface SessionHost {
  readonly emit: (event: WorkerEvent) => void;
  /** Milliseconds, from any beginning. */
  readonly now: () => number;
  /** Lets messages in, for at least the given milliseconds. */
  readonly breathe: (milliseconds: number) => Promise<void>;
  /** Bytes of one of the page's own files; throws with a sentence. */
  readonly fetchBytes: FetchBytes;
  /** Those that train together; absent where one alone does. */
  readonly workers?: Workers;
  /** The backend that a network of this size trains fastest on, or the one that the learner wants. */
  readonly openBackend: (
    wanted: BackendName | 'auto',
    size: Size,
    remembered: readonly BackendTiming[] | null,
    workers?: number,
  ) => Promise<Choice>;
}
