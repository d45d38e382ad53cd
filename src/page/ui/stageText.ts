/** Where a stage stands, in words. */
import type { StageName } from '../../experiment/names';
import type { Settings } from '../../experiment/settings';
import type { StageState } from '../store/run/pageModel';
import { text } from '../text/text';
import { formatInteger } from './format';

/** What a stage is about, as its knobs stand. */
export function stageMeaning(stage: StageName, { klCoef }: Settings): string {
  return stage === 'ppo' && klCoef === 0 ? text.ppoWithoutPenalty : text.stages[stage].meaning;
}

/** What a stage waits for before it can begin; empty for one that can. */
export function waitsFor(state: StageState | null): string {
  if (state === null || state.missing.length === 0) return '';
  return text.needs(state.missing.map((stage) => text.models[stage]));
}

/** Whether it ended before it was whole: stopped by an error, or left for another round. */
function endedEarly({ status, iteration, iterations }: StageState): boolean {
  return status === 'done' && iteration > 0 && iteration < iterations;
}

/** What it does now. */
export function statusText(state: StageState | null): string {
  if (state === null) return text.opening;
  return endedEarly(state) ? text.endedEarly : text.status[state.status];
}

/** How many iterations it has behind it; ready-made weights took none here. */
export function progressText(state: StageState): string {
  const { status, origin, iteration } = state;
  const readyMade = status === 'done' && iteration === 0 && origin !== null;
  return readyMade ? text.origins[origin] : text.runBar.progress(countText(state));
}

/** Progress in the fewest words. */
export function countText({ iteration, iterations }: StageState): string {
  return text.runBar.count(formatInteger(iteration), formatInteger(iterations));
}

/** The iteration of a micro-step: one that the stage has behind it, or the one that it is in. */
export function iterationTold(iteration: number, state: StageState | null): string {
  const behind = state !== null && iteration <= state.iteration;
  return (behind ? text.inside.iteration : text.inside.inIteration)(formatInteger(iteration));
}

/** Where a stage's weights came from, or why it has none. */
export function weightsNote(state: StageState | null): string {
  return state?.origin ? text.weightsNote[state.origin] : waitsFor(state);
}
