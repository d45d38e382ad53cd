/**
 * Keeps every training run and the weights of every trained stage on this machine, while the page works: after a stage
 * ends or pauses, and now and then while it runs. What cannot be kept is told once, and the page goes on without.
 */
import type { PageParameters } from '../../../experiment/query';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import type { Command, Snapshot, WorkerEvent } from '../../../protocol/protocol';
import { text } from '../../text/text';
import { onDemand } from '../onDemand';
import { addNotice, applyEvent, type PageModel } from '../run/pageModel';
import { runDifferenceFromDefaults } from './difference';
import { pack } from './packing';
import { eventLines, Recorder, type KeptRun, type StageRecording } from './recorder';
import type { LastVisit } from './lastVisit';
import type { Past } from './unfinished';
import { THIS_VISIT } from './visit';
import type { KeptSession, KeptWeights } from './records';
/** Loaded when there is something to keep. */
const loadDatabase = onDemand(() => import('./runDatabase'));
const loadVisits = onDemand(() => import('./visits'));
const loadUnfinished = onDemand(() => import('./unfinished'));

/** Milliseconds: so soon after a pause, since one may be followed by many, and so often while a stage runs. */
const AFTER_PAUSE = 400;
const WHILE_RUNNING = 15_000;
/** Where a running stage stands is kept more often than its run, for it is what a closed tab would cost. */
const STANDING = 5000;

export interface AutosaveHost {
  readonly send: (command: Command) => void;
  /** The run as it is, also while another is replayed. */
  readonly live: () => PageModel;
  readonly start: () => PageParameters['start'];
  /** Tells the learner a sentence. */
  readonly tell: (sentence: string, detail: string) => void;
}

type Weights = KeptSession['weights'];

/** What a fresh worker and its page go back to. */
interface Return {
  readonly weights: Weights;
  /** Where the stages stood; null: the weights alone come back. */
  readonly standing: Standing | null;
}

interface Standing {
  readonly snapshot: Snapshot;
  readonly past: readonly Past[];
  readonly recordings: readonly StageRecording[];
  /** The page as it was then, in place of the one that the fresh worker made. */
  readonly page: (fresh: PageModel) => PageModel;
}

/** What another visit left, as the page that it was: the fold of its events. */
function standingLeftBy({ unfinished, seen }: NonNullable<LastVisit['standing']>): Standing {
  const page = (fresh: PageModel) => {
    const whole = seen.events.reduce(applyEvent, fresh);
    const now = fresh.backend?.backend;
    const { backend: then } = unfinished;
    if (now === undefined || now === then) return whole;
    const sentence = text.runs.comeBack.otherBackend(text.backends[then], text.backends[now]);
    return addNotice(whole, { sentence, detail: '', stage: null });
  };
  return { ...seen, snapshot: unfinished.snapshot, page };
}

/** Asks for weights that belong to no run that is recorded now. */
const AGAIN = 'again ';

/** Called whenever what lies on the shelf has changed. */
export const onKept = new Set<() => void>();

/** So many differences are in a run's first name; the list tells them all. */
const NAMED = 2;

function nameOf(run: Pick<KeptRun, 'stage' | 'settings' | 'lineage'>): string {
  const difference = runDifferenceFromDefaults(run);
  return text.runs.named(text.stages[run.stage].label, difference.slice(0, NAMED), difference.length - NAMED);
}

export function createAutosave({ send, live, start, tell }: AutosaveHost) {
  const recorder = new Recorder(
    (recording) => {
      const { id, stage, round, ending } = recording.head;
      if (ending === 'done') past = [...past, { id, stage, round }];
      void save(recording);
    },
    Date.now,
    THIS_VISIT,
  );
  /** The runs that were done and whose curves are on view. */
  let past: readonly Past[] = [];
  /** Whether something lies on the shelf of stages in the middle that is of this worker. */
  let hasUnfinished = false;
  let snapshotDue: { readonly at: number; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  const due = new Map<TrainedStage, { readonly at: number; readonly timer: ReturnType<typeof setTimeout> }>();
  /** The stage whose weights were asked for, by the id of its run. */
  const asked = new Map<string, TrainedStage>();
  let weights: Weights = {};
  /** Once the learner wants it back. */
  let returning: Return | null = null;
  /** Where this worker stood last, as long as it has learned anything. */
  let latest: Standing | null = null;
  let failed = false;

  /** Work on the database, one after another, so that an older state never lands on a newer one. */
  let queue: Promise<void> = Promise.resolve();
  function inTurn(work: () => Promise<void>): Promise<void> {
    queue = queue
      .then(work)
      .then(() => onKept.forEach((changed) => changed()))
      .catch(cannotKeep);
    return queue;
  }

  function cannotKeep(error: unknown): void {
    if (!failed) tell(text.runs.notKept, String(error));
    failed = true;
  }

  /** A run that has measured nothing yet is not worth a place in the list. */
  async function save(recording: StageRecording): Promise<void> {
    const { head } = recording;
    if (Object.keys(head.metrics).length === 0) return;
    const lines = eventLines(recording);
    const kept = { ...head, name: nameOf(head), events: lines.length };
    await inTurn(async () => (await loadDatabase()).putRun(kept, await pack(lines.join('\n'))));
  }

  function saveSession(): void {
    const session = { saved: Date.now(), settings: live().settings, start: start(), weights };
    void inTurn(async () => (await loadVisits()).putSession(session));
  }

  /** Soon after something has changed of which the shelf would else tell an older state. */
  function askSnapshotSoon(): void {
    if (!hasUnfinished && recorder.unended().length === 0) return;
    askSnapshotWithin(AFTER_PAUSE);
  }

  function askSnapshotWithin(milliseconds: number): void {
    const at = Date.now() + milliseconds;
    if (snapshotDue && snapshotDue.at <= at) return;
    clearTimeout(snapshotDue?.timer);
    snapshotDue = { at, timer: setTimeout(askSnapshot, milliseconds) };
  }

  function askSnapshot(): void {
    clearTimeout(snapshotDue?.timer);
    snapshotDue = undefined;
    send({ type: 'snapshot' });
  }

  function keepSnapshot({ snapshot }: Extract<WorkerEvent, { type: 'snapshot' }>, run: PageModel): void {
    if (snapshot === null) {
      latest = null;
      if (hasUnfinished) void inTurn(async () => (await loadVisits()).forgetUnfinished());
      hasUnfinished = false;
      return;
    }
    hasUnfinished = true;
    const more = { saved: Date.now(), start: start(), past: past.map(({ id }) => id) };
    const recordings = recorder.unended();
    const page = ({ backend, notices, noticesSoFar }: PageModel): PageModel => ({
      ...run,
      backend,
      notices,
      noticesSoFar,
    });
    latest = { snapshot, past, recordings, page };
    void inTurn(async () => {
      const [{ putUnfinished }, { leaveUnfinished }] = await Promise.all([loadVisits(), loadUnfinished()]);
      await putUnfinished(await leaveUnfinished(snapshot, run, recordings, more));
    });
  }

  /** The worker stands where the last visit stood, or has refused to, and then the weights alone come back. */
  function resumed(stages: readonly TrainedStage[] | null): void {
    if (!returning?.standing) return;
    if (stages === null) {
      if (start() === 'shipped') send({ type: 'openShipped', size: live().settings.size });
      openWeights(returning.weights);
      return;
    }
    const { standing } = returning;
    weights = returning.weights;
    hasUnfinished = true;
    past = standing.past;
    for (const recording of standing.recordings) {
      const id = recorder.goOn(recording);
      void inTurn(async () => (await loadDatabase()).moveRun(recording.head.id, id));
    }
    // What the last visit left stays its own: this one leaves the same, in a place of its own.
    saveSession();
    askSnapshotSoon();
  }

  function openWeights(trained: Weights): void {
    for (const stage of TRAINED_STAGES) {
      const kept = trained[stage];
      if (kept) send({ type: 'openFile', stage, name: stage, bytes: kept.bytes.slice(0), origin: 'kept' });
    }
  }

  function setWeights(stage: TrainedStage, kept: KeptWeights | undefined): void {
    const { [stage]: before, ...others } = weights;
    if (kept === undefined && before === undefined) return;
    weights = kept === undefined ? others : { ...others, [stage]: kept };
    saveSession();
  }

  function askWeights({ head }: StageRecording): void {
    if (head.iteration === 0) return;
    asked.set(head.id, head.stage);
    send({ type: 'saveFile', stage: head.stage, keep: head.id });
  }

  function keepNow(stage: TrainedStage): void {
    clearTimeout(due.get(stage)?.timer);
    due.delete(stage);
    const recording = recorder.of(stage);
    if (!recording) return;
    askWeights(recording);
    askSnapshot();
    void save(recording);
  }

  function keepSoon(stage: TrainedStage, milliseconds: number): void {
    const at = Date.now() + milliseconds;
    const planned = due.get(stage);
    if (planned && planned.at <= at) return;
    clearTimeout(planned?.timer);
    due.set(stage, { at, timer: setTimeout(() => keepNow(stage), milliseconds) });
  }

  /** A stage is back at an earlier round, and has the weights again that were trained in it. */
  function askAgain(stage: TrainedStage): void {
    asked.set(AGAIN + stage, stage);
    send({ type: 'saveFile', stage, keep: AGAIN + stage });
  }

  function file({ bytes, keep = '' }: Extract<WorkerEvent, { type: 'file' }>): void {
    const stage = asked.get(keep);
    asked.delete(keep);
    const state = stage && live().stages[stage];
    if (!stage || !state) return;
    setWeights(stage, { bytes, iteration: state.iteration, iterations: state.iterations });
    if (stage === 'ppo' && keep !== AGAIN + stage)
      void inTurn(async () => (await loadDatabase()).putWeights(keep, bytes));
  }

  function note(event: WorkerEvent, before: PageModel): void {
    if (event.type === 'file') file(event);
    if (event.type === 'snapshot') keepSnapshot(event, before);
    if (event.type === 'resumed') resumed(event.stages);
    if (event.type === 'settings') askSnapshotSoon();
    if (event.type === 'cleared' && event.stage !== 'evaluate') {
      const { stage } = event;
      const round = before.stages[stage]?.round ?? 0;
      past = past.filter((run) => run.stage !== stage || run.round < round);
      setWeights(stage, undefined);
      askSnapshotSoon();
    }
    if (event.type === 'stage' && event.stage !== 'evaluate') {
      const { stage, status, origin } = event;
      const kept = returning?.weights[stage];
      if (origin === 'kept' && weights[stage] !== kept) setWeights(stage, kept);
      if (status === 'done') {
        askSnapshotSoon();
        const recording = recorder.of(stage);
        if (recording) askWeights({ ...recording, head: { ...recording.head, iteration: event.iteration } });
      }
      if (event.round < (before.stages[stage]?.round ?? 1) && origin === 'trained') askAgain(stage);
      if (status === 'running') {
        keepSoon(stage, WHILE_RUNNING);
        askSnapshotWithin(STANDING);
      }
      if (status === 'paused') keepSoon(stage, AFTER_PAUSE);
    }
    recorder.tell(event, before);
  }

  function goBackTo(there: Return): void {
    returning = there;
    const { standing } = there;
    if (standing === null) {
      openWeights(there.weights);
      return;
    }
    // The worker takes the bytes over, and may be lost again.
    const { about, weights: floats } = standing.snapshot;
    send({ type: 'resume', snapshot: { about: about.slice(0), weights: floats.slice(0) } });
  }

  return {
    /** Every event, with the run as it was before it. What cannot be kept costs no event: it is told after them. */
    watch(event: WorkerEvent, before: PageModel): void {
      try {
        note(event, before);
      } catch (error) {
        queueMicrotask(() => cannotKeep(error));
      }
    },
    /** Before the stage's weights are dropped: what it has learnt until now is still kept with its run. */
    beforeDropping: keepNow,
    /** The worker is about to go, or the learner. */
    leave(): void {
      for (const { timer } of due.values()) clearTimeout(timer);
      due.clear();
      asked.clear();
      clearTimeout(snapshotDue?.timer);
      snapshotDue = undefined;
      hasUnfinished = false;
      returning = null;
      latest = null;
      recorder.leave();
      past = [];
    },
    /** Of the stages that were trained here, as they were kept last. */
    weights(): Weights {
      return weights;
    },
    /** Where the worker stood last, asked before another takes its place; null: it has learned nothing. */
    lastStanding(): Return | null {
      return latest && { weights, standing: latest };
    },
    /** Goes on where the last visit stood, or where that is not known opens its weights. */
    takeBack({ session, standing }: LastVisit): void {
      goBackTo({ weights: session?.weights ?? {}, standing: standing && standingLeftBy(standing) });
    },
    goBackTo,
    /** The page after the event, which is the one that was left once the worker stands where it stood. */
    seen(event: WorkerEvent, run: PageModel): PageModel {
      if (event.type !== 'resumed' || event.stages === null) return run;
      return returning?.standing?.page(run) ?? run;
    },
  };
}
