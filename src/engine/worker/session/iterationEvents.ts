/** What the page is told at the end of an iteration. */
import type { StageName } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { StepReport } from '../stages/stageRuns';

export function iterationEvents(
  stage: StageName,
  round: number,
  ended: NonNullable<StepReport['ended']>,
): WorkerEvent[] {
  const { point, evaluation, sizeMark } = ended;
  const events: (WorkerEvent | undefined)[] = [
    stage !== 'evaluate' && point
      ? {
          type: 'metrics',
          stage,
          iteration: point.at,
          round,
          values: point.metrics,
          ...(point.errors && { errors: point.errors }),
        }
      : undefined,
    evaluation && { type: 'evaluation', evaluation },
    sizeMark && { type: 'sizeMark', mark: sizeMark },
  ];
  return events.filter((event) => event !== undefined);
}
