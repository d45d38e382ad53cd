/** Where a stage stands, in words. */
import type { StageState } from '../store/run';
import { text } from '../text/text';

/** What a locked stage waits for; empty for one that is not locked. */
export function waitsFor(state: StageState | null): string {
  if (state?.status !== 'locked') return '';
  return text.needs(state.missing.map((stage) => text.models[stage]));
}

/** Where a stage's weights came from, or why it has none. */
export function weightsNote(state: StageState | null): string {
  return state?.origin ? text.weightsNote[state.origin] : waitsFor(state);
}
