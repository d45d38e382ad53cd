/** What went wrong, as a sentence for the learner. */
import type { StageName } from '../../experiment/names';
import { FileError } from '../../formats/safetensors';
import type { WorkerEvent } from '../../protocol/protocol';
import { BackendUnavailable } from '../lm/backend';
import { NonFiniteError } from '../lm/read';

/** Of a run whose stage before was reset. */
export const ENDED_WITH_ITS_START =
  'It has ended early, because the stage that it trained from was reset. What it had learned is kept.';

/** Of a save that was asked of a stage without weights. */
export const NO_WEIGHTS_TO_SAVE = 'There are no weights to save yet: train the stage or open a file first.';

export function sentenceFor(error: unknown): string {
  if (error instanceof NonFiniteError) {
    return `Training stopped: a number is no longer finite (${error.message}). The weights before that step are kept; lower the learning rate or reset.`;
  }
  if (error instanceof FileError || error instanceof BackendUnavailable) return error.message;
  return `Something went wrong: ${error instanceof Error ? error.message : String(error)}`;
}

/** The event of an error; `stage`: the stage whose run failed, if one did. */
export function errorEvent(error: unknown, stage: StageName | null, fatal: boolean): WorkerEvent {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { type: 'error', sentence: sentenceFor(error), detail, stage, fatal };
}
