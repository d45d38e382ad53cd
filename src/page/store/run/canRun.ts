/** Whether the run bar's buttons do anything at a stage. */
import type { StageName } from '../../../experiment/names';
import { droppedBy } from './droppedBy';
import type { PageModel, StageState } from './pageModel';

/** Whether Run does anything: a stage that is done begins anew, unless the weights to begin with are missing. */
export function canRun(state: StageState | null): boolean {
  return state !== null && state.missing.length === 0;
}

/** Whether a step does anything; one that would begin a trained stage anew is Run's to ask about. */
export function canStep(stage: StageName, stages: PageModel['stages']): boolean {
  return canRun(stages[stage]) && droppedBy({ type: 'run', stage }, stages).length === 0;
}
