/** Saves where the stages stand, so that a fresh worker, here or on the next visit, goes on from there. */
import type { StageName } from '../../../experiment/names';
import type { Command, Snapshot, WorkerEvent } from '../../../protocol/protocol';
import { onDemand } from '../onDemand';
import type { PageModel } from '../run/pageModel';
import { withoutWork } from '../run/withoutWork';
import { loadVisits } from './databaseModules';
import { Deadline } from './deadline';
import type { Unfinished } from './records';
import { bringsResult } from './results';
import type { PipelineRuns } from './runSaver';
import { AFTER_CHANGE, RunningTime, untilSnapshot } from './savingTimes';
import type { Write } from './writeQueue';

const loadUnfinished = onDemand(() => import('./unfinished'));

/** Where the worker stood at one moment, and the page with it. */
export interface PipelineSnapshot {
  readonly snapshot: Snapshot;
  readonly runs: PipelineRuns;
  /** The page as it was then, in place of the one that the fresh worker made. */
  readonly page: (fresh: PageModel) => PageModel;
}

/** The page as it was, on the fresh worker's backend and with the notices since; of what the worker made, nothing goes on. */
function asItWas(before: PageModel) {
  const run = withoutWork(before);
  return ({ backend, notices, noticesSoFar }: PageModel): PageModel => ({ ...run, backend, notices, noticesSoFar });
}

export class SnapshotSaver {
  private readonly deadline = new Deadline(() => this.ask());
  private readonly time = new RunningTime();
  /** Null as long as this worker has nothing to go back to. */
  private last: PipelineSnapshot | null = null;
  /** Where the worker was asked to go back to. */
  private target: PipelineSnapshot | null = null;
  /** Whether the database holds unfinished stages of this worker. */
  private inDatabase = false;

  constructor(
    private readonly send: (command: Command) => void,
    private readonly page: () => Pick<Unfinished, 'start' | 'trainingAll'>,
    private readonly runs: () => PipelineRuns,
    private readonly write: Write,
    /** Whether the page has results of the models, which are kept with them. */
    private readonly hasResults: () => boolean,
  ) {}

  /** Returns the last snapshot; null: there is none to go back to. */
  latest(): PipelineSnapshot | null {
    return this.last;
  }

  /**
   * Follows one event; `run` is the page as it was before it. Returns for how many milliseconds the stage that it tells of
   * has run, also where that has just ended; 0 where it tells of none.
   */
  follow(event: WorkerEvent, run: PageModel): number {
    if (event.type === 'snapshot') this.receive(event.snapshot, run);
    if (event.type === 'settings') this.requestSoon();
    if (event.type === 'cleared') this.requestSoon();
    if (bringsResult(event)) this.deadline.within(AFTER_CHANGE);
    if (event.type === 'microStep') this.whileRunning(event.step.stage);
    if (event.type !== 'stage' || event.stage === 'evaluate') return 0;
    if (event.status === 'done') this.requestSoon();
    const ran = this.time.of(event.stage, performance.now()) !== null;
    const ranFor = this.time.follow(event.stage, event.status, performance.now());
    this.whileRunning(event.stage);
    // With its run and its weights it is saved in a moment.
    if (event.status === 'paused' && ran) this.deadline.cancel();
    return ranFor;
  }

  requestNow(): void {
    this.deadline.now();
  }

  /** Asks the worker to go back to a snapshot. */
  goBackTo(there: PipelineSnapshot): void {
    this.target = there;
    // The worker takes the bytes over, and may be lost again.
    const { about, weights } = there.snapshot;
    this.send({ type: 'resume', snapshot: { about: about.slice(0), weights: weights.slice(0) } });
  }

  /** Returns where the worker was asked to go back to; null: nowhere. */
  awaited(): PipelineSnapshot | null {
    return this.target;
  }

  /** Saves the snapshot as this worker's own, once it stands there. */
  adopt(): void {
    this.inDatabase = true;
    this.requestSoon();
  }

  /** Forgets the worker's snapshots, because it is about to go; those in the database stay. */
  leave(): void {
    this.deadline.cancel();
    this.inDatabase = false;
    this.target = null;
    this.last = null;
  }

  private ask(): void {
    this.send({ type: 'snapshot', ...(this.hasResults() && { results: true }) });
  }

  /** Has the next snapshot made in time; an iteration may last longer than that. */
  private whileRunning(stage: StageName): void {
    const ranFor = this.time.of(stage, performance.now());
    if (ranFor !== null) this.deadline.within(untilSnapshot(ranFor));
  }

  /** Has a newer snapshot made if the database would otherwise hold an older state. */
  private requestSoon(): void {
    if (this.inDatabase || this.runs().recordings.length > 0) this.deadline.within(AFTER_CHANGE);
  }

  private receive(snapshot: Snapshot | null, run: PageModel): void {
    if (snapshot === null) {
      this.last = null;
      if (this.inDatabase) this.write(async () => (await loadVisits()).forgetUnfinished());
      this.inDatabase = false;
      return;
    }
    this.inDatabase = true;
    const runs = this.runs();
    this.last = { snapshot, runs, page: asItWas(run) };
    const more = { saved: Date.now(), ...this.page(), past: runs.past.map(({ id }) => id) };
    this.write(async () => {
      const [{ putUnfinished }, { packUnfinished }] = await Promise.all([loadVisits(), loadUnfinished()]);
      await putUnfinished(await packUnfinished(snapshot, run, runs.recordings, more));
    });
  }
}
