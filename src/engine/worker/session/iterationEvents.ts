/** What the page is told at the end of an iteration. */
import type { StageName } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { StepReport } from '../stages/stageRun';

export function iterationEvents(
  stage: StageName,
  round: number,
  ended: NonNullable<StepReport['ended']>,
): WorkerEvent[] {
  const { metrics, evaluation, sizeMark } = ended;
  const events: (WorkerEvent | undefined)[] = [
    stage !== 'evaluate' && metrics ? { type: 'metrics', stage, round, ...metrics } : undefined,
    evaluation && { type: 'evaluation', evaluation },
    sizeMark && { type: 'sizeMark', mark: sizeMark },
  ];
  return events.filter((event) => event !== undefined);
}
