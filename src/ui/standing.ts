/** Where a stage stands, in words. */
import type { StageState } from '../store/run';
import { text } from '../text/text';
import { formatInteger } from './format';

/** What a locked stage waits for; empty for one that is not locked. */
export function waitsFor(state: StageState | null): string {
  if (state?.status !== 'locked') return '';
  return text.needs(state.missing.map((stage) => text.models[stage]));
}

/** How far it is; ready-made weights took no iteration here. */
export function progressTold({ status, origin, iteration, iterations }: StageState): string {
  const readyMade = status === 'done' && iteration === 0 && origin !== null;
  return readyMade ? text.origins[origin] : text.runBar.progress(formatInteger(iteration), formatInteger(iterations));
}

/** Where a stage's weights came from, or why it has none. */
export function weightsNote(state: StageState | null): string {
  return state?.origin ? text.weightsNote[state.origin] : waitsFor(state);
}
