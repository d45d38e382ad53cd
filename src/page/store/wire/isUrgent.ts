/** Which events the learner waits for: curves and micro-steps of a running stage can wait for the next redraw. */
import type { WorkerEvent } from '../../../protocol/protocol';
import type { PageModel } from '../run/pageModel';

/** `stages` is how the stages stand before the event. */
export function isUrgent(event: WorkerEvent, stages: PageModel['stages']): boolean {
  switch (event.type) {
    case 'stage':
      return stages[event.stage]?.status !== event.status;
    case 'microStep':
      return stages[event.step.stage]?.status !== 'running';
    case 'metrics':
    case 'samples':
      return stages[event.stage]?.status !== 'running';
    default:
      return event.type !== 'progress';
  }
}
