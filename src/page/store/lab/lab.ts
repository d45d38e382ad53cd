/** The lab's memory: which scenario, what the learner turned and foretold, and the run as a fold of events. */
import { create } from 'zustand';
import type {
  FinishedRun,
  LabCommand,
  LabEvent,
  LabFeedback,
  LabPace,
  LabRequest,
  LabRecording,
} from '../../../protocol/lab';
import type { BackendName } from '../../../experiment/names';
import { openKnobs, scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { pickSettings, type Settings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { createHiddenTab } from '../wire/hiddenTab';
import type { SavedLabRun } from '../saved/savedLabRun';
import { baseUrl } from '../link/link';
import { applyLabEvent, NO_LAB_RUN, type LabModel } from './labRun';
import { fetchRecording, play } from './recordings';
import { startWorker } from '../wire/startWorker';
import { createStopwatch } from '../wire/stopwatch';

export interface LabState {
  readonly settings: Settings;
  /** Index of the answer that the learner expects. */
  readonly prediction: number | null;
  readonly run: LabModel | null;
  /** Of the learner's arm in the run on view. */
  readonly ran: Settings | null;
  readonly running: boolean;
  /** What runs waits, because nobody can see it. */
  readonly held: boolean;
  /** It had waited, and went on. */
  readonly wentOn: boolean;
  /** Set while the run on view is a recorded one. */
  readonly recording: Omit<LabRecording, 'events'> | null;
  /** Set while the run on view is a saved one: it has just been saved, or it was taken from the list. */
  readonly kept: { readonly head: SavedLabRun; readonly reopened: boolean } | null;
}

const PLAYED_IN = 6000;

const opened = (scenario: ScenarioName): LabState => ({
  settings: scenarioSettings(scenario),
  prediction: null,
  run: null,
  ran: null,
  running: false,
  held: false,
  wentOn: false,
  recording: null,
  kept: null,
});

export const useLab = create<LabState>()(() => opened('goodhart'));

const { getState: get, setState: set } = useLab;

/** Something that runs or plays. */
interface Work {
  readonly stop: () => void;
  readonly send: (command: LabFeedback | LabPace) => void;
}

let work: Work | null = null;

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
  set({ run: NO_LAB_RUN, ran, running: true, wentOn: false, recording: null, kept: null });
}

const problem = (sentence: string, detail: string): LabEvent => ({ type: 'error', sentence, detail });

export const labActions = {
  open: (scenario: ScenarioName, changes: Partial<Settings> = {}) => {
    stop();
    const state = opened(scenario);
    set({ ...state, settings: { ...state.settings, ...changes } });
  },
  change: (changes: Partial<Settings>) => {
    set({ settings: { ...get().settings, ...changes } });
  },
  predict: (prediction: number) => {
    set({ prediction });
  },
  /** Shows a saved run again, as it was when it was done. */
  reopen: (head: SavedLabRun, run: LabModel) => {
    const { scenario, settings, prediction } = head;
    labActions.open(scenario, pickSettings(settings, openKnobs(scenario)));
    set({ prediction, run, ran: settings, kept: { head, reopened: true } });
  },
  /** Trains for real, in a worker of its own that ends with the run; what is done is handed on to be saved. */
  run: (scenario: ScenarioName, backend: BackendName, save: (finished: FinishedRun) => void) => {
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
    worker.onmessage = ({ data }: MessageEvent<LabEvent>) => {
      events.push(data);
      tell([data]);
      const { prediction } = get();
      if (data.type === 'done')
        save({ scenario, settings, backend, begun, seconds: watch.seconds(), prediction, events });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const sentence = events.length === 0 ? text.notices.workerFailed : text.notices.workerCrashed;
      tell([problem(sentence, event.message)]);
    };
    const request: LabRequest = { type: 'run', scenario, settings, backend, baseUrl: baseUrl() };
    send(request);
  },
  /** What the learner says of the round that waits. */
  judge: (given: LabFeedback['given'], enough = false) => {
    work?.send({ type: 'feedback', given, enough });
  },
  /** Plays the run that ships with the page. */
  playRecording: async (scenario: ScenarioName, atOnce: boolean) => {
    begin(null);
    const mine: Work = { stop: () => stopPlaying(), send: () => undefined };
    let stopPlaying: () => void = () => undefined;
    work = mine;
    try {
      const { events, ...recording } = await fetchRecording(scenario, baseUrl());
      if (work !== mine) return;
      set({ recording, ran: recording.settings });
      stopPlaying = play(events, atOnce ? 0 : PLAYED_IN, tell, () => get().held);
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
