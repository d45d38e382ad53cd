/** Says where a worker that helped to train was left out: the run goes on without it. */
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';

export function lostHelper(event: WorkerEvent): readonly string[] {
  return event.type === 'workers' && event.lost !== null ? [text.notices.helperLost(event.workers, event.lost)] : [];
}
