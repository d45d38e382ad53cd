/** Whether the run bar's buttons do anything at a stage. */
import type { StageName } from '../../../experiment/names';
import { losing } from './losing';
import type { Run, StageState } from './run';

/** Whether Run does anything: a stage that is done begins anew, unless the weights to begin with are missing. */
export function canRun(state: StageState | null): boolean {
  return state !== null && state.missing.length === 0;
}

/** Whether a step does anything; one that would begin a trained stage anew is Run's to ask about. */
export function canStep(stage: StageName, stages: Run['stages']): boolean {
  return canRun(stages[stage]) && losing({ type: 'run', stage }, stages).length === 0;
}
