/** The whole page, drawn without a browser. */
import type { TrainedStage } from '../experiment/names';
import { App } from '../page/App';
import type { PageModel } from '../page/store/run/pageModel';
import type { PageState } from '../page/store/pageState';
import { useStore } from '../page/store/store';
import { draw, hold } from './drawPage';
import type { Markup } from './markup';

/** As it is while its memory holds these values. */
export async function drawApp(values: Partial<PageState>): Promise<Markup> {
  const putBack = hold(useStore, values);
  try {
    return await draw(<App />);
  } finally {
    putBack();
  }
}

/** As it looks while a stage is trained, and stepped through. */
export function drawTraining(run: PageModel, stage: TrainedStage, more: Partial<PageState> = {}): Promise<Markup> {
  const page = { ...useStore.getState().page, stage };
  return drawApp({ run, view: 'train', trainedStage: stage, page, stepped: true, ...more });
}
