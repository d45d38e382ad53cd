/**
 * Records the events of every training run, from its first step until it is done, is reset or loses its worker: pure, fed
 * with each event and the page as it was before it. All metrics, changes and progress are recorded; micro-steps and
 * samples, which are large, are thinned by whole iterations once they are too many; what is small is packed as it grows.
 */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import type { MetricValues } from '../../../experiment/metrics';
import type { BackendName, StageName, TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { KnobChange, Settings } from '../../../experiment/settings';
import type { PageModel } from '../run/pageModel';
import { lineageOf, type Lineage } from './lineage';

/** How a run ended; 'open': it is paused or runs, or its worker went before it was done. */
export type Ending = 'open' | 'done' | 'reset';

/** What the list shows of a saved run. */
export interface SavedRun {
  readonly id: string;
  readonly name: string;
  readonly stage: TrainedStage;
  readonly round: number;
  readonly backend: BackendName;
  readonly device: string;
  /** As the run began. */
  readonly settings: Settings;
  /** What it was built on; absent from runs that were saved before this was recorded. */
  readonly lineage?: Lineage;
  /** Knobs that were turned while it ran. */
  readonly changes: readonly KnobChange[];
  /** Milliseconds since 1970. */
  readonly begun: number;
  /** From the first event recorded here to the last, pauses included. */
  readonly seconds: number;
  /**
   * Seconds of training, without pauses. Of a run that began elsewhere, such as one of the policies that learned from
   * rankings, it holds the training before the first event too, and so may be more than `seconds`. Absent from older runs.
   */
  readonly ran?: number;
  readonly iteration: number;
  readonly iterations: number;
  readonly ending: Ending;
  /** The last value of every metric. */
  readonly metrics: MetricValues;
  /** Distance in iterations between those whose micro-steps are saved; the last iteration's always are. */
  readonly everyIteration: number;
  readonly events: number;
}

/** Letters of micro-steps and samples that one run may hold; packed they take about a tenth. */
export const LARGEST_MICRO_STEPS = 3_000_000;

interface Entry {
  readonly iteration: number;
  /** A micro-step or samples, which may be thinned away. */
  readonly large: boolean;
  /** The event as JSON: made once, when it comes, so that saving is quick. Or many small ones, a line each, packed. */
  readonly lines: string | Uint8Array;
}

export interface StageRecording {
  /** Whether the run's clock goes on: it is not paused. */
  readonly running: boolean;
  readonly head: Omit<SavedRun, 'name' | 'events'>;
  readonly entries: readonly Entry[];
}

/** Keeps the micro-steps of every second, fourth, … iteration, and of the last, until they fit. */
export function thinned({ head, entries, running }: StageRecording, limit = LARGEST_MICRO_STEPS): StageRecording {
  const size = (some: readonly Entry[]) => some.reduce((sum, { large, lines }) => sum + (large ? lines.length : 0), 0);
  const last = entries.filter(({ large }) => large).at(-1)?.iteration ?? 0;
  let { everyIteration } = head;
  let rest = entries;
  while (size(rest) > limit && everyIteration <= last) {
    everyIteration *= 2;
    const stays = ({ large, iteration }: Entry) => !large || iteration % everyIteration === 0 || iteration === last;
    rest = rest.filter(stays);
  }
  return { head: { ...head, everyIteration }, entries: rest, running };
}

/** Number of small events beside one another that are packed, to a seventh or so. */
const PACKED = 16;

/** Packs the events into less memory. */
export function packed({ head, entries, running }: StageRecording): StageRecording {
  const grouped: Entry[] = [];
  let loose: Entry[] = [];
  const close = () => {
    const lines = loose.map((entry) => entry.lines).join('\n');
    if (loose.length < PACKED) grouped.push(...loose);
    else grouped.push({ ...loose[0], lines: gzipSync(strToU8(lines)) });
    loose = [];
  };
  for (const entry of entries) {
    if (!entry.large && typeof entry.lines === 'string') loose.push(entry);
    else {
      close();
      grouped.push(entry);
    }
  }
  close();
  return { head, entries: grouped, running };
}

export function eventLines({ entries }: StageRecording): readonly string[] {
  return entries.flatMap(({ lines }) => (typeof lines === 'string' ? lines : strFromU8(gunzipSync(lines)).split('\n')));
}

/** Returns the events that lead to the page as it was when the run began. */
function opening({ backend, settings, stages, labelers }: PageModel): WorkerEvent[] {
  const progress = Object.entries(stages).flatMap(([stage, state]): WorkerEvent[] =>
    state === null ? [] : [{ type: 'stage', stage: stage as TrainedStage, ...state }],
  );
  return [
    ...(backend === null ? [] : [{ type: 'backend', report: backend } as const]),
    { type: 'settings', settings },
    ...(labelers === null ? [] : [{ type: 'labelers', figures: labelers } as const]),
    ...progress,
  ];
}

function belongs(event: WorkerEvent, stage: TrainedStage): boolean {
  switch (event.type) {
    case 'settings':
      return true;
    case 'microStep':
      return event.step.stage === stage;
    case 'stage':
    case 'metrics':
    case 'changed':
    case 'samples':
    case 'error':
      return event.stage === stage;
    default:
      return false;
  }
}

export function entryOf(event: WorkerEvent, iteration: number): Entry {
  const large = event.type === 'microStep' || event.type === 'samples';
  return { iteration: large ? event.iteration : iteration, large, lines: JSON.stringify(event) };
}

/** A run that two visits go on with becomes two, so each has ids of its own. */
const idOf = (begun: number, stage: StageName, visit: string) => `${begun} ${stage} ${visit}`;

function begin(
  run: PageModel,
  event: Extract<WorkerEvent, { type: 'stage' }>,
  now: number,
  visit: string,
): StageRecording {
  return {
    running: true,
    head: {
      id: idOf(now, event.stage, visit),
      stage: event.stage as TrainedStage,
      round: event.round,
      backend: run.backend?.backend ?? 'cpu',
      device: run.backend?.device ?? '',
      settings: run.settings,
      lineage: lineageOf(run, event),
      changes: [],
      begun: now,
      seconds: 0,
      ran: event.ran ?? 0,
      iteration: 0,
      iterations: event.iterations,
      ending: 'open',
      metrics: {},
      everyIteration: 1,
    },
    entries: opening(run).map((each) => entryOf(each, 0)),
  };
}

/** The recording with one more event of its run. */
function extend({ head: before, entries, running }: StageRecording, event: WorkerEvent, now: number): StageRecording {
  const grown = [...entries, entryOf(event, before.iteration)];
  const seconds = (now - before.begun) / 1000;
  // A clock that is set back takes nothing away.
  const ran = (before.ran ?? 0) + (running ? Math.max(0, seconds - before.seconds) : 0);
  const head = { ...before, seconds, ran };
  switch (event.type) {
    case 'stage': {
      const { iteration, iterations } = event;
      const ending = event.status === 'done' ? 'done' : 'open';
      const goesOn = event.status === 'running';
      return { head: { ...head, iteration, iterations, ending }, entries: grown, running: goesOn };
    }
    case 'metrics':
      return { head: { ...head, metrics: { ...head.metrics, ...event.values } }, entries: grown, running };
    case 'changed':
      return { head: { ...head, changes: [...head.changes, event.change] }, entries: grown, running };
    default:
      return { head, entries: grown, running };
  }
}

/** Number of entries after which large ones are thinned, and small ones packed, again. */
const TIDY_EVERY = 100;

export class Recorder {
  private readonly open = new Map<TrainedStage, StageRecording>();

  /** `ended` is called with every run that is over, `now` gives milliseconds since 1970, `visit` is part of every id. */
  constructor(
    private readonly ended: (recording: StageRecording) => void,
    private readonly now: () => number,
    private readonly visit: string,
  ) {}

  /** Adds an event to the run that it belongs to; `run` is the page as it was before the event. */
  record(event: WorkerEvent, run: PageModel): void {
    if (event.type === 'cleared' && event.stage !== 'evaluate') this.end(event.stage, 'reset');
    if (event.type === 'stage' && event.stage !== 'evaluate' && event.status === 'running') {
      if (!this.open.has(event.stage)) this.open.set(event.stage, begin(run, event, this.now(), this.visit));
    }
    for (const [stage, recording] of this.open) {
      if (!belongs(event, stage)) continue;
      const longer = extend(recording, event, this.now());
      this.open.set(stage, longer.entries.length % TIDY_EVERY === 0 ? packed(thinned(longer)) : longer);
    }
    if (event.type === 'stage' && event.stage !== 'evaluate' && event.status === 'done') this.end(event.stage, 'done');
  }

  /** Returns a stage's run as it is recorded until now. */
  recordingOf(stage: TrainedStage): StageRecording | null {
    const recording = this.open.get(stage);
    return recording ? thinned(recording) : null;
  }

  /** Returns the runs that are not over. */
  unended(): StageRecording[] {
    return [...this.open.values()].map((recording) => thinned(recording));
  }

  /** Goes on with a run of an earlier visit; returns the id that it has from now on. */
  goOn(recording: StageRecording): string {
    const { begun, stage } = recording.head;
    const id = idOf(begun, stage, this.visit);
    this.open.set(stage, packed({ ...recording, head: { ...recording.head, id } }));
    return id;
  }

  /** Ends all runs as they are, because the worker is gone. */
  leave(): void {
    for (const stage of this.open.keys()) this.end(stage, 'open');
  }

  private end(stage: TrainedStage, ending: Ending): void {
    const recording = this.open.get(stage);
    this.open.delete(stage);
    if (!recording) return;
    const whole = thinned(recording);
    this.ended({ ...whole, head: { ...whole.head, ending } });
  }
}
