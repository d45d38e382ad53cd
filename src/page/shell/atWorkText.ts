/** Which stage runs behind another view, or waits there, and how far it is. */
import type { TrainedStage } from '../../experiment/names';
import type { PageModel } from '../store/run/pageModel';
import { countText } from '../ui/stageText';
import { text } from '../text/text';

/** The stage that runs, or that ran last and is paused; null: none. */
export function stageAtWork({ lastRun, stages }: Pick<PageModel, 'lastRun' | 'stages'>): TrainedStage | null {
  const status = lastRun && stages[lastRun]?.status;
  return status === 'running' || status === 'paused' ? lastRun : null;
}

export function atWorkText(run: Pick<PageModel, 'lastRun' | 'stages'>): string {
  const stage = stageAtWork(run);
  const state = stage && run.stages[stage];
  if (!stage || !state) return '';
  const words = state.status === 'paused' ? text.views.atWork.paused : text.views.atWork.running;
  return words(text.stages[stage].label, countText(state));
}
