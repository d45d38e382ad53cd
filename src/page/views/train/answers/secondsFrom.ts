/** How long all stages will take here, by the training step that was timed when the page opened. */
import { TRAINED_STAGES, type TrainedStage } from '../../../../experiment/names';
import type { Settings } from '../../../../experiment/settings';
import { ROWS, TIMED_ROWS } from '../../../../protocol/bench';
import type { BackendReport } from '../../../../protocol/protocol';
import { stageWork } from '../../../ui/stageWork';

/** A written row beside one that is trained on, as the benchmark has it on WASM. */
const WRITING = 1 / 3;

/** Seconds of the stages from `first` on; null where the backend in use was not timed. */
export function secondsFrom(first: TrainedStage, settings: Settings, report: BackendReport | null): number | null {
  const timing = report?.timings.find(({ backend }) => backend === report.backend);
  const milliseconds = timing?.millisecondsPerStep ?? null;
  if (milliseconds === null) return null;
  const work = stageWork(settings);
  const steps = TRAINED_STAGES.slice(TRAINED_STAGES.indexOf(first)).reduce(
    (sum, stage) => sum + work[stage].training + WRITING * work[stage].rollout,
    0,
  );
  return (steps * milliseconds * (ROWS / TIMED_ROWS)) / 1000;
}
