/** The lab's memory: which scenario, what the learner turned and predicted, and the run as a fold of events. */
import { create } from 'zustand';
import type {
  FinishedRun,
  LabCommand,
  LabEvent,
  LabMessage,
  LabFeedback,
  LabRequest,
  LabRecording,
} from '../../../protocol/lab';
import type { BackendReport } from '../../../protocol/protocol';
import { openKnobs, scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { pickSettings, type Settings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { createHiddenTab } from '../wire/hiddenTab';
import type { SavedLabRun } from '../saved/savedLabRun';
import { baseUrl } from '../link/link';
import { fetchCards, type ScenarioCards } from './cards';
import { applyLabEvent, NO_LAB_RUN, type LabModel } from './labRun';
import { fetchRecording, play } from './recordings';
import { onDemand } from '../onDemand';
import { startWorker } from '../wire/startWorker';
import { createStopwatch } from '../wire/stopwatch';

/** What is expected of a run before it begins. */
export interface Guess {
  /** Index of the answer that the learner expects. */
  readonly prediction: number | null;
  /** Hands counted for each answer; null where nobody counts. */
  readonly tally: readonly number[] | null;
}

export interface LabState extends Guess {
  readonly settings: Settings;
  /** The guess as it stood when the run on view began: what comes later is no prediction. */
  readonly guess: Guess;
  readonly run: LabModel | null;
  /** Of the learner's arm in the run on view. */
  readonly ran: Settings | null;
  readonly running: boolean;
  /** What runs waits, because nobody can see it. */
  readonly held: boolean;
  /** It had waited, and went on. */
  readonly wentOn: boolean;
  /** What the list shows of each scenario; null until it is there. */
  readonly cards: ScenarioCards | null;
  /** The recording that ships, as soon as it is there: what stands behind charts that are empty. */
  readonly shipped: LabRecording | null;
  /** Set while the run on view is a recorded one. */
  readonly recording: Omit<LabRecording, 'events'> | null;
  /** Set while the run on view is a saved one: it has just been saved, or it was taken from the list. */
  readonly kept: { readonly head: SavedLabRun; readonly reopened: boolean } | null;
}

const PLAYED_IN = 6000;

const NO_GUESS: Guess = { prediction: null, tally: null };

const opened = (scenario: ScenarioName): Omit<LabState, 'cards'> => ({
  settings: scenarioSettings(scenario),
  ...NO_GUESS,
  guess: NO_GUESS,
  run: null,
  ran: null,
  running: false,
  held: false,
  wentOn: false,
  shipped: null,
  recording: null,
  kept: null,
});

/** Fetched ahead, so that the list is whole without a network. */
const cards = onDemand(() => fetchCards(baseUrl()));

export const useLab = create<LabState>()(() => ({ ...opened('goodhart'), cards: null }));

const { getState: get, setState: set } = useLab;

/** Something that runs or plays. */
interface Work {
  readonly stop: () => void;
  readonly send: (command: Exclude<LabCommand, LabRequest>) => void;
}

let work: Work | null = null;
let onView: ScenarioName | null = null;

function stop(): void {
  work?.stop();
  work = null;
  set({ running: false, held: false });
}

function tell(events: readonly LabEvent[]): void {
  const run = events.reduce(applyLabEvent, get().run ?? NO_LAB_RUN);
  const ended = run.done || run.problem !== null;
  set({ run });
  if (ended) stop();
}

function begin(ran: Settings | null): void {
  stop();
  const { prediction, tally } = get();
  const guess = { prediction, tally };
  set({ run: NO_LAB_RUN, ran, running: true, wentOn: false, recording: null, kept: null, guess });
}

/** What is saved with a run of what was expected of it. */
function guessed(): Pick<FinishedRun, 'prediction' | 'tally'> {
  const { prediction, tally } = get().guess;
  return { prediction, ...(tally && hands(tally) > 0 && { tally }) };
}

/** Whether what is on view is the recording that ships: played now, or when it was kept. */
export function isRecorded({ recording, kept }: Pick<LabState, 'recording' | 'kept'>): boolean {
  return recording !== null || kept?.head.recorded === true;
}

/** How many hands were counted. */
export function hands(tally: readonly number[]): number {
  return tally.reduce((sum, each) => sum + each, 0);
}

/** The recording of the scenario on view, which is asked for once. */
async function shippedOf(scenario: ScenarioName): Promise<LabRecording> {
  const { shipped } = get();
  return shipped?.scenario === scenario ? shipped : fetchRecording(scenario, baseUrl());
}

const problem = (sentence: string, detail: string): LabEvent => ({ type: 'error', sentence, detail });

export const labActions = {
  open: (scenario: ScenarioName, changes: Partial<Settings> = {}) => {
    stop();
    onView = scenario;
    const state = opened(scenario);
    set({ ...state, settings: { ...state.settings, ...changes } });
  },
  change: (changes: Partial<Settings>) => {
    set({ settings: { ...get().settings, ...changes } });
  },
  predict: (prediction: number) => {
    set({ prediction });
  },
  /** Sets how many hands were raised for an answer; null: nobody counts any more. */
  count: (tally: readonly number[] | null) => {
    set({ tally });
  },
  /** Has the list show what its recordings came to; where that cannot be had it shows words alone. */
  loadCards: async () => {
    set({ cards: await cards().catch(() => null) });
  },
  /** Has the recording stand behind the empty charts; where it cannot be had they stay empty. */
  preview: async (scenario: ScenarioName) => {
    const shipped = await shippedOf(scenario).catch(() => null);
    if (onView === scenario) set({ shipped });
  },
  /** Shows a saved run again, as it was when it was done. */
  reopen: (head: SavedLabRun, run: LabModel) => {
    const { scenario, settings, prediction, tally = null } = head;
    labActions.open(scenario, pickSettings(settings, openKnobs(scenario)));
    const guess = { prediction, tally };
    set({ ...guess, guess, run, ran: settings, kept: { head, reopened: true } });
  },
  /** Trains for real, in a worker of its own that ends with the run; what is done is handed on to be saved. */
  run: (
    scenario: ScenarioName,
    { backend, workers = 1 }: Pick<BackendReport, 'backend' | 'workers'>,
    save: (finished: FinishedRun) => void,
    say: (sentence: string, detail: string) => void,
  ) => {
    const { settings } = get();
    begin(settings);
    const events: LabEvent[] = [];
    const begun = Date.now();
    const watch = createStopwatch(() => performance.now());
    const worker = startWorker('lab');
    const send = (command: LabCommand) => {
      if (command.type === 'pause') watch.hold();
      if (command.type === 'goOn') watch.goOn();
      worker.postMessage(command);
    };
    work = { stop: () => worker.terminate(), send };
    worker.onmessage = ({ data }: MessageEvent<LabMessage>) => {
      if (data.type === 'helperLost') {
        say(text.notices.helperLost(data.workers), data.lost);
        return;
      }
      events.push(data);
      tell([data]);
      if (data.type === 'done')
        save({ scenario, settings, backend, begun, seconds: watch.seconds(), ...guessed(), events });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const sentence = events.length === 0 ? text.notices.workerFailed : text.notices.workerCrashed;
      tell([problem(sentence, event.message)]);
    };
    const request: LabRequest = { type: 'run', scenario, settings, backend, workers, baseUrl: baseUrl() };
    send(request);
  },
  /** What trains goes on with so many workers, to the same numbers. */
  useWorkers: (workers: number) => {
    work?.send({ type: 'useWorkers', workers });
  },
  /** What the learner says of the round that waits. */
  judge: (given: LabFeedback['given'], enough = false) => {
    work?.send({ type: 'feedback', given, enough });
  },
  /** Plays the run that ships with the page; with a prediction it is handed on to be saved once it is over. */
  playRecording: async (
    scenario: ScenarioName,
    atOnce: boolean,
    save: (recording: LabRecording, guess: Pick<FinishedRun, 'prediction' | 'tally'>) => void,
  ) => {
    begin(null);
    const mine: Work = { stop: () => stopPlaying(), send: () => undefined };
    let stopPlaying: () => void = () => undefined;
    work = mine;
    try {
      const shipped = await shippedOf(scenario);
      if (work !== mine) return;
      const { events, ...recording } = shipped;
      const guess = guessed();
      const told = (some: readonly LabEvent[]) => {
        tell(some);
        const expected = guess.prediction !== null || guess.tally !== undefined;
        if (expected && some.some(({ type }) => type === 'done')) save(shipped, guess);
      };
      set({ shipped, recording, ran: recording.settings });
      stopPlaying = play(events, atOnce ? 0 : PLAYED_IN, told, () => get().held);
    } catch (error) {
      if (work === mine) tell([problem(text.lab.noRecording, String(error))]);
    }
  },
  stop,
  /** From now on what runs or plays waits while the tab is hidden, and goes on to the same numbers. */
  waitWhileHidden: () => {
    const onChange = createHiddenTab<Work>({
      isHidden: () => document.hidden,
      ordered: () => work,
      statusOf: (mine) => (mine !== work ? null : get().held ? 'paused' : 'running'),
      pause: () => {
        set({ held: true });
        work?.send({ type: 'pause' });
      },
      goOn: (mine) => {
        set({ held: false, wentOn: true });
        mine.send({ type: 'goOn' });
      },
    });
    document.addEventListener('visibilitychange', onChange);
    useLab.subscribe(onChange);
  },
};
