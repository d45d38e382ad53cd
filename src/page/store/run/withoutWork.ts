import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { LabelingRun } from '../label/labelingRun';

/** How far the data set of a stage is that is made for a file, and what the last file of it holds. */
export type DataSets = {
  readonly [S in TrainedStage]?: Omit<Extract<WorkerEvent, { type: 'dataSet' }>, 'type' | 'stage'>;
};

/** What a worker makes besides the runs of stages. */
interface WithWork {
  readonly labeling: LabelingRun;
  readonly dataSets: DataSets;
}

/** The run in a worker that is gone, or has just come: no model of the label desk trains, and no data set is made. */
export function withoutWork<R extends WithWork>(run: R): R {
  const dataSets: { -readonly [S in TrainedStage]?: DataSets[S] } = {};
  for (const stage of TRAINED_STAGES) {
    const state = run.dataSets[stage];
    if (state) dataSets[stage] = { ...state, fraction: null };
  }
  return { ...run, labeling: { ...run.labeling, fraction: null, learning: null }, dataSets };
}
