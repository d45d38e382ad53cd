/** Records every training run and saves it to the database: when it ends, and in between whenever it is asked to. */
import type { TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { rankingsByPeople } from '../run/rankingsByPeople';
import type { PageModel } from '../run/pageModel';
import { loadRunDatabase } from './databaseModules';
import { runTraits } from './difference';
import { pack } from './packing';
import { eventLines, Recorder, type SavedRun, type StageRecording } from './recorder';
import type { PastRun } from './unfinished';
import { THIS_VISIT } from './visit';
import type { Write } from './writeQueue';

/** The runs of the pipeline on view. */
export interface PipelineRuns {
  /** Those that are done and whose curves are on view. */
  readonly past: readonly PastRun[];
  /** Those that are not over. */
  readonly recordings: readonly StageRecording[];
}

/** How many of its traits a run's first name holds; the list of runs shows all differences. */
const NAMED = 2;

/** Whose rankings a run learned from comes before all that sets it apart otherwise. */
function nameOf({ stage, settings, lineage }: Pick<SavedRun, 'stage' | 'settings' | 'lineage'>): string {
  const { label } = text.stages[stage];
  const people = rankingsByPeople(lineage?.rewardModel?.lessons);
  if (people === null) {
    const traits = runTraits({ stage, settings, ...(lineage && { lineage }) });
    return text.runs.named(label, traits.slice(0, NAMED), traits.length > NAMED);
  }
  const [first, ...others] = runTraits({ stage, settings });
  return text.runs.learned(label, people, first ?? null, others.length > 0);
}

export class RunSaver {
  private readonly recorder = new Recorder((recording) => this.ended(recording), Date.now, THIS_VISIT);
  private past: readonly PastRun[] = [];

  constructor(private readonly write: Write) {}

  /** Adds an event to the runs that it belongs to; `run` is the page as it was before the event. */
  record(event: WorkerEvent, run: PageModel): void {
    if (event.type === 'cleared') {
      const { stage } = event;
      const round = run.stages[stage]?.round ?? 0;
      this.past = this.past.filter((each) => each.stage !== stage || each.round < round);
    }
    this.recorder.record(event, run);
  }

  /** Returns the stage's run if one is under way. */
  recordingOf(stage: TrainedStage): StageRecording | null {
    return this.recorder.recordingOf(stage);
  }

  pipelineRuns(): PipelineRuns {
    return { past: this.past, recordings: this.recorder.unended() };
  }

  /** Goes on with the runs of an earlier worker, also of an earlier visit. */
  goOn({ past, recordings }: PipelineRuns): void {
    this.past = past;
    for (const recording of recordings) {
      const id = this.recorder.goOn(recording);
      this.write(async () => (await loadRunDatabase()).moveRun(recording.head.id, id));
    }
  }

  /** Saves a run as it is recorded until now; one that has measured nothing yet is not worth a place in the list. */
  save(recording: StageRecording): void {
    const { head } = recording;
    if (Object.keys(head.metrics).length === 0) return;
    const lines = eventLines(recording);
    const saved = { ...head, name: nameOf(head), events: lines.length };
    this.write(async () => (await loadRunDatabase()).putRun(saved, await pack(lines.join('\n'))));
  }

  /** Ends all runs as they are, because their worker is about to go. */
  leave(): void {
    this.recorder.leave();
    this.past = [];
  }

  private ended(recording: StageRecording): void {
    const { id, stage, round, ending } = recording.head;
    if (ending === 'done') this.past = [...this.past, { id, stage, round }];
    this.save(recording);
  }
}
