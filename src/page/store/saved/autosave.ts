/**
 * Saves every training run, the weights of every trained stage and where the stages stand on this machine while the page
 * works: after a stage ends or pauses, and now and then while it runs. What cannot be saved is said once, and the page
 * goes on without.
 */
import type { PageParameters } from '../../../experiment/query';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { addNotice, applyEvent, type PageModel } from '../run/pageModel';
import { loadVisits } from './databaseModules';
import { Deadline } from './deadline';
import type { LastVisit } from './lastVisit';
import { RunSaver } from './runSaver';
import { untilSavedAfterPause } from './savingTimes';
import { SnapshotSaver, type PipelineSnapshot } from './snapshotSaver';
import { THIS_VISIT } from './visit';
import { WeightSaver, type SavedWeights } from './weightSaver';
import { createWriteQueue } from './writeQueue';

/** Milliseconds between two savings of a running stage’s weights and curves. */
const WHILE_RUNNING = 15_000;

export interface AutosaveHost {
  readonly send: (command: Command) => void;
  readonly start: () => PageParameters['start'];
  /** The stage at work while all four are trained one after the other; null: they are not. */
  readonly trainingAll: () => TrainedStage | null;
  readonly hasResults: () => boolean;
  /** Shows the learner a sentence. */
  readonly notify: (sentence: string, detail: string) => void;
}

/** What a fresh worker and its page go back to. */
export interface ReturnPoint {
  readonly weights: SavedWeights;
  /** Null: the weights alone come back. */
  readonly pipeline: PipelineSnapshot | null;
}

type VisitSnapshot = NonNullable<LastVisit['snapshot']>;

/** Makes another visit's snapshot one to go back to: its page is the fold of its events. */
function snapshotOfVisit({ unfinished, seen, results }: VisitSnapshot): PipelineSnapshot {
  const { past, recordings, events } = seen;
  const page = (fresh: PageModel) => {
    const whole = [...events, ...results].reduce(applyEvent, fresh);
    const now = fresh.backend?.backend;
    const { backend: then } = unfinished;
    if (now === undefined || now === then) return whole;
    const sentence = text.runs.comeBack.otherBackend(text.backends[then], text.backends[now]);
    return addNotice(whole, { sentence, detail: '', stage: null });
  };
  return { snapshot: unfinished.snapshot, runs: { past, recordings }, page };
}

export class Autosave {
  private readonly write = createWriteQueue((error) => this.cannotSave(error));
  private readonly runs = new RunSaver(this.write);
  private readonly weights: WeightSaver;
  private readonly snapshots: SnapshotSaver;
  private readonly due = new Map(TRAINED_STAGES.map((stage) => [stage, new Deadline(() => this.saveNow(stage))]));
  private failed = false;

  constructor(private readonly host: AutosaveHost) {
    const { send, start, trainingAll, hasResults } = host;
    const page = () => ({ start: start(), trainingAll: trainingAll() });
    this.weights = new WeightSaver(send, start, this.write);
    this.snapshots = new SnapshotSaver(send, page, () => this.runs.pipelineRuns(), this.write, hasResults);
  }

  /**
   * Saves what an event brings, and returns the page that the event finds: the present one or, where the worker has gone
   * back to a snapshot, the snapshot's.
   */
  follow(run: PageModel, event: WorkerEvent): PageModel {
    try {
      this.save(event, run);
    } catch (error) {
      // The notice must not be part of the page that this very fold replaces.
      queueMicrotask(() => this.cannotSave(error));
    }
    const wentBack = event.type === 'resumed' && event.stages !== null;
    return (wentBack && this.snapshots.awaited()?.page(run)) || run;
  }

  /** Saves a stage's run, weights and snapshot: called also before its weights are dropped. */
  saveNow(stage: TrainedStage): void {
    this.due.get(stage)?.cancel();
    const recording = this.runs.recordingOf(stage);
    if (!recording) return;
    if (recording.head.iteration > 0) this.requestWeights(stage);
    this.snapshots.requestNow();
    this.runs.save(recording);
  }

  /** Saves where the stages stand, as long as there is time: the page may be about to go. */
  saveHere(): void {
    if (this.runs.pipelineRuns().recordings.length > 0) this.snapshots.requestNow();
  }

  /** Saves the runs as they are and forgets the worker, because it is about to go. */
  leave(): void {
    for (const deadline of this.due.values()) deadline.cancel();
    this.weights.leave();
    this.snapshots.leave();
    this.runs.leave();
  }

  /** Returns the weights of the stages that were trained here, as they were saved last. */
  savedWeights(): SavedWeights {
    return this.weights.current();
  }

  /**
   * Returns where the worker stood last, or where it was going back to when it was lost, asked before another takes its
   * place; null: it has learned nothing.
   */
  returnPoint(): ReturnPoint | null {
    const latest = this.snapshots.latest();
    if (latest !== null) return { weights: this.weights.current(), pipeline: latest };
    const awaited = this.snapshots.awaited();
    return awaited && { weights: this.weights.expected(), pipeline: awaited };
  }

  /** Deletes what this visit has saved to go back to, because the learner gave it up; its runs stay in their list. */
  forgetVisit(): void {
    const hasLearned = this.snapshots.latest() !== null || Object.keys(this.weights.current()).length > 0;
    if (hasLearned) this.write(async () => (await loadVisits()).forgetVisits([THIS_VISIT]));
  }

  /** Has the fresh worker go on where the last visit stood, or open its weights where that is not known. */
  goBackToVisit({ session, snapshot }: LastVisit): void {
    this.goBackTo({ weights: session?.weights ?? {}, pipeline: snapshot && snapshotOfVisit(snapshot) });
  }

  goBackTo({ weights, pipeline }: ReturnPoint): void {
    this.weights.expect(weights);
    if (pipeline === null) this.weights.open();
    else this.snapshots.goBackTo(pipeline);
  }

  private save(event: WorkerEvent, run: PageModel): void {
    if (event.type === 'resumed') this.resumed(event.stages, run);
    this.weights.follow(event, run);
    const ranFor = this.snapshots.follow(event, run);
    if (event.type === 'stage' && event.stage !== 'evaluate') {
      const { stage, status } = event;
      if (status === 'done' && event.iteration > 0) this.requestWeights(stage);
      if (status === 'running') this.due.get(stage)?.within(WHILE_RUNNING);
      if (status === 'paused') this.due.get(stage)?.within(untilSavedAfterPause(ranFor));
    }
    this.runs.record(event, run);
  }

  /** Takes over the snapshot that the worker has gone back to; where it has refused to, the weights alone come back. */
  private resumed(stages: readonly TrainedStage[] | null, run: PageModel): void {
    const pipeline = this.snapshots.awaited();
    if (pipeline === null) return;
    if (stages === null) {
      const { send, start } = this.host;
      if (start() === 'shipped') send({ type: 'openShipped', size: run.settings.size });
      this.weights.open();
      return;
    }
    this.runs.goOn(pipeline.runs);
    this.weights.adopt(run);
    this.snapshots.adopt();
  }

  private requestWeights(stage: TrainedStage): void {
    const recording = this.runs.recordingOf(stage);
    if (recording) this.weights.request(stage, recording.head.id);
  }

  private cannotSave(error: unknown): void {
    if (!this.failed) this.host.notify(text.runs.notSaved, String(error));
    this.failed = true;
  }
}
