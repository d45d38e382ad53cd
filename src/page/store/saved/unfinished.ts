/**
 * A visit's unfinished stages as the database holds them: where the worker stood, and what the page had seen by then, so
 * that the next visit goes on with both.
 */
import type { TrainedStage } from '../../../experiment/names';
import type { Snapshot, WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import type { PageModel } from '../run/pageModel';
import { pack, unpack } from './packing';
import { entryOf, eventLines, type StageRecording } from './recorder';
import { resultsOf } from './results';
import { checkHead, readEvents, readResults } from './runFile';
import { UNFINISHED_VERSION, type Stored, type Unfinished } from './records';

/** Packs a snapshot for the database; `run` is the page as it was when the worker stood there. */
export async function packUnfinished(
  snapshot: Snapshot,
  run: PageModel,
  recordings: readonly StageRecording[],
  more: Pick<Unfinished, 'saved' | 'start' | 'trainingAll' | 'past'>,
): Promise<Unfinished> {
  const open = recordings.map(async (recording) => ({
    head: recording.head,
    packed: await pack(eventLines(recording).join('\n')),
  }));
  const stages = recordings.flatMap(({ head: { stage } }) => {
    const state = run.stages[stage];
    return state ? [{ stage, iteration: state.iteration, iterations: state.iterations }] : [];
  });
  const backend = run.backend?.backend ?? 'cpu';
  const results = resultsOf(run).map((event) => JSON.stringify(event));
  return {
    version: UNFINISHED_VERSION,
    ...more,
    settings: run.settings,
    backend,
    snapshot,
    stages,
    open: await Promise.all(open),
    ...(results.length > 0 && { results: await pack(results.join('\n')) }),
  };
}

/** Reads the results that were on view. Throws `RunFileError`, and what the browser says of bytes that do not unpack. */
export async function unpackResults({ results }: Unfinished): Promise<readonly WorkerEvent[]> {
  return results ? readResults(await unpack(results), text.runs.comeBack.results) : [];
}

/** A run that is done and whose curves are on view. */
export interface PastRun {
  readonly id: string;
  readonly stage: TrainedStage;
  readonly round: number;
}

/** What the page had seen, and the recordings that go on. */
export interface Seen {
  readonly past: readonly PastRun[];
  readonly events: readonly WorkerEvent[];
  readonly recordings: readonly StageRecording[];
}

function isSeen(event: WorkerEvent, stage: TrainedStage): boolean {
  if (event.type === 'microStep') return event.step.stage === stage;
  return ['stage', 'metrics', 'changed', 'samples'].includes(event.type) && 'stage' in event && event.stage === stage;
}

/** Reads what the page had seen, but for past runs that were deleted since. Throws `RunFileError`. */
export async function readSeen(
  { open, past }: Unfinished,
  takeRun: (id: string) => Promise<Stored | null>,
): Promise<Seen> {
  const runs: { readonly head: StageRecording['head']; readonly packed: ArrayBuffer }[] = [];
  for (const id of past) {
    const run = await takeRun(id);
    if (run) runs.push({ head: checkHead(run.head, text.runs.record), packed: run.packed });
  }
  const seen: WorkerEvent[] = [];
  const recordings: StageRecording[] = [];
  for (const { head, packed } of [...runs, ...open]) {
    const lines = await unpack(packed);
    const events = readEvents(lines, text.stages[head.stage].label);
    seen.push(...events.filter((event) => isSeen(event, head.stage)));
    if (!open.some(({ head: { id } }) => id === head.id)) continue;
    recordings.push({ head, running: false, entries: events.map((event) => entryOf(event, 0)) });
  }
  return { past: runs.map(({ head: { id, stage, round } }) => ({ id, stage, round })), events: seen, recordings };
}
