/** The page's memory: the run as a fold of events, what the learner looks at, and the ways to act on them. */
import { create } from 'zustand';
import type { Command, Question, TrainedStage, WorkerEvent } from '../protocol';
import type { ScenarioName } from '../scenarios';
import {
  changeSettings,
  DEFAULT_PAGE,
  defaultSettings,
  type BackendName,
  type PageParameters,
  type Settings,
  type Size,
  type StageName,
} from '../settings';
import { text } from '../text/text';
import { createBatch } from './batch';
import { connect, type Connection } from './connection';
import { download } from './download';
import { labActions, useLab } from './lab';
import { labelActions } from './labels';
import { baseUrl, fromNothing, readLink, writeLink, writeScenarioLink, type View } from './link';
import { forgetTimings, keepTimings, recallTimings } from './rememberedTimings';
import { addNotice, applyEvent, dismissNotice, initialRun, type Run } from './run';

export interface PageState {
  readonly run: Run;
  readonly page: PageParameters;
  readonly view: View;
  /** On view in the lab; null: its list. */
  readonly scenario: ScenarioName | null;
  /** Micro-steps a second, null = as fast as it goes. */
  readonly speed: number | null;
  /** The stage the learner last trained or chose to train, to come back to from the other views. */
  readonly trainedStage: TrainedStage;
  /** The question whose answers are awaited. */
  readonly asked: { readonly id: number; readonly question: Question } | null;
  /** What waits for the learner's word, because it drops weights that were trained here. */
  readonly confirming: (() => void) | null;
}

function withProblems(run: Run, problems: readonly string[]): Run {
  return problems.reduce((next, sentence) => addNotice(next, { sentence, detail: '', stage: null }), run);
}

export const useStore = create<PageState>()(() => ({
  run: initialRun(defaultSettings()),
  page: DEFAULT_PAGE,
  view: 'train',
  scenario: null,
  speed: null,
  trainedStage: 'ppo',
  asked: null,
  confirming: null,
}));

const { getState: get, setState: set } = useStore;

let connection: Connection | null = null;
let generation = 0;
let questions = 0;

/** The learner waits for these; curves and micro-steps in run mode can wait for the next redraw. */
function isUrgent(event: WorkerEvent): boolean {
  const { stages } = get().run;
  if (event.type === 'stage') return stages[event.stage]?.status !== event.status;
  if (event.type === 'microStep') return stages[event.step.stage]?.status !== 'running';
  if (event.type === 'metrics' || event.type === 'samples') return stages[event.stage]?.status !== 'running';
  return event.type !== 'progress';
}

/** What the link asked for and did not get. */
function missingBackend(event: WorkerEvent): string[] {
  const wanted = get().page.backend;
  if (event.type !== 'backend' || wanted === 'auto' || event.report.backend === wanted) return [];
  const reason = event.report.timings.find(({ backend }) => backend === wanted)?.reason ?? '';
  return [text.notices.backendMissing(text.backends[wanted], reason, text.backends[event.report.backend])];
}

function apply(events: readonly WorkerEvent[]): void {
  for (const event of events) {
    if (event.type === 'file') download(event.name, event.bytes);
    if (event.type === 'backend' && event.report.chosenBy === 'timing')
      keepTimings(get().run.settings.size, event.report.timings);
  }
  const run = withProblems(events.reduce(applyEvent, get().run), events.flatMap(missingBackend));
  const { asked } = get();
  const answered = asked !== null && run.answers.some(({ id }) => id === asked.id);
  const failed = events.some(({ type }) => type === 'error');
  set({ run, asked: answered || failed ? null : asked });
  if (events.some(({ type }) => type === 'settings')) writeHere();
}

function writeHere(): void {
  const { run, page, view, scenario } = get();
  if (view === 'lab' && scenario) writeScenarioLink(scenario, useLab.getState().settings, page);
  else writeLink({ settings: run.settings, page }, view);
}

/** For the actions of one view, in files of their own. */
export function send(command: Command): void {
  connection?.send(command);
}

/** A fresh worker for the experiment at hand; what an earlier one still says is not heard. */
function startWorker(): void {
  connection?.close();
  const mine = ++generation;
  connection = connect(
    createBatch((events) => {
      if (mine === generation) apply(events);
    }, isUrgent),
  );
  const { run, page, speed } = get();
  const { settings } = run;
  const { backend, start } = page;
  send({ type: 'start', settings, backend, remembered: recallTimings(settings.size), start, baseUrl: baseUrl() });
  if (speed !== null) send({ type: 'speed', microStepsPerSecond: speed });
  void labelActions.attach((command) => send(command));
}

/** Takes the experiment from the address bar and starts its worker; what the link had wrong is told. */
function open(): void {
  const { settings, page, view, scenario, scenarioChanges, problems } = readLink();
  if (scenario) labActions.open(scenario, scenarioChanges);
  set({
    scenario,
    run: withProblems(initialRun(settings), problems),
    page,
    view,
    trainedStage: page.stage === 'evaluate' ? get().trainedStage : page.stage,
  });
  startWorker();
}

function restart(page: PageParameters): void {
  const { run } = get();
  set({
    run: { ...initialRun(run.settings), notices: run.notices, noticesSoFar: run.noticesSoFar },
    page,
    view: page.stage === 'evaluate' ? 'evaluate' : 'train',
    trainedStage: page.stage === 'evaluate' ? get().trainedStage : page.stage,
    asked: null,
  });
  writeHere();
  startWorker();
}

/** Acts at once unless weights trained here would be lost: then the learner is asked first. */
function unlessTrained(act: () => void): void {
  const trained = Object.values(get().run.stages).some((state) => state?.origin === 'trained');
  if (trained) set({ confirming: act });
  else act();
}

function resize(size: Size): void {
  const { run, page } = get();
  set({ run: { ...run, settings: changeSettings(run.settings, { size }) } });
  writeHere();
  labelActions.drawAnew();
  if (page.start === 'shipped') send({ type: 'openShipped', size });
  else restart(page);
}

/** A scenario that nobody sees any more does not go on. */
function show(view: View, stage: StageName): void {
  const { page, trainedStage } = get();
  if (view !== 'lab') labActions.stop();
  set({ view, page: { ...page, stage }, trainedStage: stage === 'evaluate' ? trainedStage : stage });
  writeHere();
}

/** Everything a learner can do. */
export const actions = {
  open,
  selectStage: (stage: TrainedStage) => {
    show('train', stage);
  },
  selectView: (view: View) => {
    const { page, trainedStage } = get();
    show(view, view === 'evaluate' ? 'evaluate' : view === 'train' ? trainedStage : page.stage);
  },
  run: (stage: StageName) => {
    send({ type: 'run', stage });
  },
  pause: () => {
    send({ type: 'pause' });
  },
  step: (stage: StageName, unit: 'micro' | 'iteration') => {
    send({ type: 'step', stage, unit });
  },
  reset: (stage: StageName) => {
    send({ type: 'reset', stage });
  },
  selectScenario: (scenario: ScenarioName | null) => {
    if (scenario) labActions.open(scenario);
    else labActions.stop();
    set({ scenario });
    writeHere();
  },
  changeScenario: (changes: Partial<Settings>) => {
    labActions.change(changes);
    writeHere();
  },
  /** A scenario has the machine to itself: what runs in the stages pauses. */
  runScenario: () => {
    const { scenario, run } = get();
    if (!scenario || !run.backend) return;
    send({ type: 'pause' });
    labActions.run(scenario, run.backend.backend);
  },
  nextRound: () => {
    send({ type: 'nextRound' });
    labelActions.drawAnew();
    show('train', 'rewardModel');
  },
  compareLabels: () => {
    send({ type: 'compareLabels' });
  },
  /** The short reward model that learned the learner's rankings takes its place, and PPO steps against it. */
  stepOnLabels: () => {
    unlessTrained(() => {
      send({ type: 'adoptLabels' });
      show('train', 'ppo');
      send({ type: 'step', stage: 'ppo', unit: 'iteration' });
    });
  },
  stepPpo: () => {
    show('train', 'ppo');
    send({ type: 'step', stage: 'ppo', unit: 'iteration' });
  },
  /** Trains the reward model anew, in full. */
  trainOnLabels: () => {
    unlessTrained(() => {
      send({ type: 'reset', stage: 'ppo' });
      send({ type: 'reset', stage: 'rewardModel' });
      show('train', 'rewardModel');
      send({ type: 'run', stage: 'rewardModel' });
    });
  },
  setSpeed: (speed: number | null) => {
    set({ speed });
    send({ type: 'speed', microStepsPerSecond: speed });
  },
  changeSettings: (changes: Partial<Settings>) => {
    const { run } = get();
    const { size } = changes;
    if (size !== undefined) {
      unlessTrained(() => resize(size));
      return;
    }
    set({ run: { ...run, settings: changeSettings(run.settings, changes) } });
    writeHere();
    send({ type: 'set', changes });
  },
  openShipped: () => {
    unlessTrained(() => send({ type: 'openShipped', size: get().run.settings.size }));
  },
  openFile: async (stage: TrainedStage, file: File) => {
    try {
      send({ type: 'openFile', stage, name: file.name, bytes: await file.arrayBuffer() });
    } catch (error) {
      const sentence = text.notices.fileUnread(file.name);
      set({ run: addNotice(get().run, { sentence, detail: String(error), stage }) });
    }
  },
  saveFile: (stage: TrainedStage) => {
    send({ type: 'saveFile', stage });
  },
  chooseBackend: (backend: BackendName | 'auto') => {
    unlessTrained(() => {
      if (backend === 'auto') forgetTimings(get().run.settings.size);
      restart({ ...get().page, backend });
    });
  },
  startFromNothing: () => {
    unlessTrained(() => restart(fromNothing(get().page)));
  },
  /** The learner's word on what waits for it. */
  confirm: (proceed: boolean) => {
    const { confirming } = get();
    set({ confirming: null });
    if (proceed) confirming?.();
  },
  ask: (question: Question) => {
    const id = ++questions;
    set({ asked: { id, question } });
    send({ type: 'answer', id, question });
  },
  dismiss: (id: number) => {
    set({ run: dismissNotice(get().run, id) });
  },
};
