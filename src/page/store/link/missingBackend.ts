/** Says where a link asks for a backend that does not work here. */
import type { PageParameters } from '../../../experiment/query';
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';

/** Returns what to say of an event: a sentence where it reports another backend than the `wanted` one, else nothing. */
export function missingBackend(event: WorkerEvent, wanted: PageParameters['backend']): readonly string[] {
  if (event.type !== 'backend' || wanted === 'auto' || event.report.backend === wanted) return [];
  const reason = event.report.timings.find(({ backend }) => backend === wanted)?.reason ?? '';
  return [text.notices.backendMissing(text.backends[wanted], reason, text.backends[event.report.backend])];
}
