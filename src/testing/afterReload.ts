/** The results of a page as the next visit shows them, once they were packed, read and checked. */
import type { WorkerEvent } from '../protocol/protocol';
import { applyEvent, initialPageModel, type PageModel } from '../page/store/run/pageModel';
import { packUnfinished, unpackResults } from '../page/store/saved/unfinished';
import { snapshotEvent } from './workerEvents';

export async function afterReload(run: PageModel): Promise<PageModel> {
  const { snapshot } = snapshotEvent('here');
  const unfinished = await packUnfinished(snapshot, run, [], { saved: 0, start: 'shipped', past: [] });
  const fresh: PageModel = { ...initialPageModel(run.settings), stages: run.stages, respondents: run.respondents };
  const resumed: WorkerEvent = { type: 'resumed', stages: [] };
  return [...(await unpackResults(unfinished)), resumed].reduce(applyEvent, fresh);
}
