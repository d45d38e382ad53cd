import { TRAINED_STAGES } from '../../../experiment/names';
import type { PageModel } from './pageModel';

/** The run in a worker that is gone, or has just come: no model of the label desk trains, and no data set is made. */
export function withoutWork(run: PageModel): PageModel {
  const dataSets: { -readonly [S in keyof PageModel['dataSets']]: PageModel['dataSets'][S] } = {};
  for (const stage of TRAINED_STAGES) {
    const state = run.dataSets[stage];
    if (state) dataSets[stage] = { ...state, fraction: null };
  }
  return { ...run, labeling: { ...run.labeling, fraction: null, learning: null }, dataSets };
}
