/** The lab's memory: which scenario, what the learner turned and foretold, and the run as a fold of events. */
import { create } from 'zustand';
import type { LabEvent, LabFeedback, LabRequest, Recording } from '../labProtocol';
import type { BackendName } from '../names';
import { scenarioSettings, type ScenarioName } from '../scenarios';
import type { Settings } from '../settings';
import { text } from '../text/text';
import { baseUrl } from './link';
import { applyLabEvent, NO_LAB_RUN, type LabRun } from './labRun';
import { fetchRecording, play } from './recordings';

export interface LabState {
  readonly settings: Settings;
  /** Index of the answer that the learner expects. */
  readonly prediction: number | null;
  readonly run: LabRun | null;
  /** Of the learner's arm in the run on view. */
  readonly ran: Settings | null;
  readonly running: boolean;
  /** Set while the run on view is a recorded one. */
  readonly recording: Omit<Recording, 'events'> | null;
}

const PLAYED_IN = 6000;

const opened = (scenario: ScenarioName): LabState => ({
  settings: scenarioSettings(scenario),
  prediction: null,
  run: null,
  ran: null,
  running: false,
  recording: null,
});

export const useLab = create<LabState>()(() => opened('goodhart'));

const { getState: get, setState: set } = useLab;

/** Tells the run what the learner says. */
let say: (feedback: LabFeedback) => void = () => undefined;

/** Ends whatever runs or plays. */
let stopWork: () => void = () => undefined;

function stop(): void {
  stopWork();
  stopWork = () => undefined;
  say = () => undefined;
  set({ running: false });
}

function tell(events: readonly LabEvent[]): void {
  const run = events.reduce(applyLabEvent, get().run ?? NO_LAB_RUN);
  const ended = run.done || run.problem !== null;
  set({ run });
  if (ended) stop();
}

function begin(ran: Settings | null): void {
  stop();
  set({ run: NO_LAB_RUN, ran, running: true, recording: null });
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
  /** Trains for real, in a worker of its own that ends with the run. */
  run: (scenario: ScenarioName, backend: BackendName) => {
    const { settings } = get();
    begin(settings);
    const worker = new Worker(new URL('../worker/lab.worker.ts', import.meta.url), { type: 'module' });
    stopWork = () => worker.terminate();
    worker.onmessage = ({ data }: MessageEvent<LabEvent>) => tell([data]);
    worker.onerror = (event) => {
      event.preventDefault();
      tell([problem(text.notices.workerCrashed, event.message)]);
    };
    const request: LabRequest = { type: 'run', scenario, settings, backend, baseUrl: baseUrl() };
    worker.postMessage(request);
    say = (feedback) => worker.postMessage(feedback);
  },
  /** What the learner says of the round that waits. */
  judge: (given: LabFeedback['given'], enough = false) => {
    say({ type: 'feedback', given, enough });
  },
  /** Plays the run that ships with the page. */
  playRecording: async (scenario: ScenarioName, atOnce: boolean) => {
    begin(null);
    let wanted = true;
    stopWork = () => (wanted = false);
    try {
      const { events, ...recording } = await fetchRecording(scenario, baseUrl());
      if (!wanted) return;
      set({ recording, ran: recording.settings });
      stopWork = play(events, atOnce ? 0 : PLAYED_IN, tell);
    } catch (error) {
      if (wanted) tell([problem(text.lab.noRecording, String(error))]);
    }
  },
  stop,
};
