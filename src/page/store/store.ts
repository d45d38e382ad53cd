/** The page's memory: the run as a fold of events, what is on view, and the ways to act on them. */
import { create } from 'zustand';
import type { PageParameters } from '../../experiment/query';
import type { BackendName, Size, StageName, TrainedStage } from '../../experiment/names';
import type { Command, WorkerEvent } from '../../protocol/protocol';
import { changeSettings, type Settings } from '../../experiment/settings';
import { text } from '../text/text';
import { createAddressBar } from './link/addressBar';
import { download } from './download';
import { Autosave } from './saved/autosave';
import { hasResults } from './saved/results';
import { labActions, useLab } from './lab/lab';
import { labelActions } from './label/rankings';
import type { View } from '../../experiment/controls';
import { baseUrl, hereWith, readLink, type Linked } from './link/link';
import { beginAsAsked } from './link/freshStart';
import { missingBackend } from './link/missingBackend';
import type { Place } from './link/place';
import { keepPage } from './link/rememberedPage';
import { INITIAL_PAGE_STATE, liveRun, withProblems, type PageState } from './pageState';
import { droppedBy, type Act } from './run/droppedBy';
import { withoutSamples } from './run/freshness';
import { addNotice, applyEvent, dismissNotice, initialPageModel, type PageModel } from './run/pageModel';
import { isUrgent } from './wire/isUrgent';
import { watchBattery } from './wire/battery';
import { forgetTimings, recallTimings, rememberTimings } from './wire/rememberedTimings';
import { RunOrder } from './wire/runOrder';
import { AllStages } from './wire/allStages';
import { Trainer } from './wire/trainer';

export const useStore = create<PageState>()(() => INITIAL_PAGE_STATE);

const { getState: get, setState: set } = useStore;

/** Returns the run that is trained here, also while another is replayed. */
export function live(): PageModel {
  return liveRun(get());
}

export function setLive(run: PageModel): void {
  const { replay } = get();
  set(replay ? { replay: { ...replay, live: run } } : { run });
}

/** Shows the learner a sentence in the run that is trained here. */
export function notice(sentence: string, detail = '', stage: StageName | null = null): void {
  setLive(addNotice(live(), { sentence, detail, stage }));
}

/** Shows the learner a sentence on what went wrong in the page itself. */
export function tellError(sentence: string, detail: string): void {
  set({ run: addNotice(get().run, { sentence, detail, stage: null }) });
}

export const autosave = new Autosave({
  send,
  start: () => get().page.start,
  trainingAll: () => get().trainingAll,
  hasResults: () => hasResults(live()),
  notify: notice,
});
export const runOrder = new RunOrder({
  send,
  statusOf: (stage) => live().stages[stage]?.status ?? null,
  wentOn: (wentOn) => set({ wentOn }),
});
export const allStages = new AllStages({
  run: (stage) => {
    const { view, page } = get();
    set({ trainedStage: stage, page: view === 'evaluate' ? page : { ...page, stage } });
    arriveAt(placeOf(get()));
    runOrder.order(stage);
    send({ type: 'run', stage });
    writeHere();
  },
  at: (trainingAll) => set({ trainingAll }),
});
const trainer = new Trainer({ apply, isUrgent: (event) => isUrgent(event, live().stages) });

/** Sends a command to the worker. */
export function send(command: Command): void {
  trainer.send(command);
}

/** Does what one event brings to do besides what it shows. */
function act(event: WorkerEvent): void {
  if (event.type === 'file' && event.keep === undefined) download(event.name, event.bytes);
  // What was timed with a number of workers that the learner wants says nothing of the fastest.
  if (event.type === 'backend' && event.report.chosenBy !== 'memory' && get().page.workers === 'auto')
    rememberTimings(live().settings.size, event.report.timings);
  runOrder.follow(event);
  allStages.follow(event);
  if (event.type === 'resumed') sampleAnew();
  if (event.type === 'backend' && get().spares) tellWorkers();
  if (event.type !== 'workers') return;
  if (event.lost === null) labActions.useWorkers(event.workers);
  else notice(text.notices.helperLost(event.workers), event.lost);
}

/** The fresh worker does not know the learner's own request, and the page to which it leads back may know another. */
function sampleAnew(): void {
  setLive(withoutSamples(live()));
  const { ownPrompt, trainedStage } = get();
  if (ownPrompt !== null) actions.sample(trainedStage);
}

function apply(events: readonly WorkerEvent[]): void {
  const { asked, page } = get();
  const problems = events.flatMap((event) => missingBackend(event, page.backend));
  const run = withProblems(
    events.reduce((before, event) => applyEvent(autosave.follow(before, event), event), live()),
    problems,
  );
  const answered = asked !== null && run.answers.some(({ id }) => id === asked.id);
  const failed = events.some(({ type }) => type === 'error');
  setLive(run);
  set({ asked: answered || failed ? null : asked });
  if (failed || events.some(({ type }) => type === 'resumed')) set({ comingBack: false });
  events.forEach(act);
  if (events.some(({ type }) => type === 'settings')) writeHere();
}

/** Returns what a link to this very page is made of. */
export function linked(): Linked {
  const { page, view, scenario, restrictions } = get();
  const lab = scenario && { name: scenario, settings: useLab.getState().settings };
  return { settings: live().settings, page, view, scenario: lab, restrictions };
}

const addressBar = createAddressBar({
  replace: (address) => history.replaceState(null, '', address),
  push: (address) => history.pushState(null, '', address),
  refused: (error) => notice(text.notices.addressRefused, String(error)),
});

export const { arriveAt } = addressBar;

/** Writes the link to this very page into the address bar; from a place that the learner has gone to, Back leads back. */
export function writeHere(): void {
  addressBar.write(hereWith(linked()), placeOf(get()));
}

export function placeOf({ view, page, scenario }: Pick<PageState, 'view' | 'page' | 'scenario'>): Place {
  return { view, stage: page.stage, pane: page.pane, scenario: view === 'lab' ? scenario : null };
}

/** Starts a fresh worker for the experiment at hand, on `backend` in place of the one that the link asks for. */
export function startWorker(backend = get().page.backend, interrupted: StageName | null = null): void {
  autosave.leave();
  runOrder.restart(interrupted);
  allStages.restart();
  const { speed } = get();
  const { settings } = live();
  const { start, workers } = get().page;
  const remembered = recallTimings(settings.size);
  trainer.start([
    {
      ...{ type: 'start', settings, backend, remembered, start, baseUrl: baseUrl() },
      ...(workers !== 'auto' && { workers: Number(workers) }),
    },
    ...(speed === null ? [] : [{ type: 'speed', microStepsPerSecond: speed } as const]),
  ]);
  void labelActions.attach(trainer);
}

/** While the battery is low no more train together than these. */
const SPARING = 1;

/** Tells the worker how many are to train together. */
function tellWorkers(): void {
  const { page, spares } = get();
  if (live().backend?.workers === undefined) return;
  const wanted = page.workers === 'auto' ? null : Number(page.workers);
  send({ type: 'useWorkers', wanted, most: spares ? SPARING : null });
}

/** Takes the experiment from the address bar and starts its worker; a notice says what the link had wrong. */
function open(): void {
  const fresh = beginAsAsked((error) => notice(text.earlierWork.notSetAside, String(error)));
  const { settings, page, view, scenario, scenarioChanges, restrictions, problems } = readLink();
  if (scenario) labActions.open(scenario, scenarioChanges);
  set({
    scenario,
    run: withProblems(initialPageModel(settings), problems),
    page,
    view,
    restrictions,
    trainedStage: page.stage === 'evaluate' ? get().trainedStage : page.stage,
  });
  arriveAt(placeOf(get()));
  if (fresh) writeHere();
  startWorker();
  const onChange = runOrder.waitWhileHidden(() => document.hidden);
  document.addEventListener('visibilitychange', onChange);
  // Before a page goes it is hidden; whether it comes back nobody knows.
  document.addEventListener('visibilitychange', () => document.hidden && autosave.saveHere());
  useStore.subscribe(onChange);
  labActions.waitWhileHidden();
  void watchBattery((spares) => {
    set({ spares });
    tellWorkers();
  });
}

/** Begins anew with the settings at hand, in a fresh worker; all that was trained here is dropped. */
export function restart(
  page: PageParameters,
  backend = page.backend,
  view: View = page.stage === 'evaluate' ? 'evaluate' : 'train',
): void {
  const { settings, notices, noticesSoFar } = live();
  allStages.stop();
  set({
    replay: null,
    run: { ...initialPageModel(settings), notices, noticesSoFar },
    page,
    view,
    trainedStage: page.stage === 'evaluate' ? get().trainedStage : page.stage,
    asked: null,
  });
  writeHere();
  autosave.forgetVisit();
  startWorker(backend);
}

/** Acts at once unless weights that were trained here would be dropped: then the learner is asked first. */
export function unlessDropping(act: Act, proceed: () => void): void {
  const dropped = droppedBy(act, live().stages);
  if (dropped.length > 0) set({ confirming: { dropped, act: proceed } });
  else proceed();
}

function resize(size: Size): void {
  const { page } = get();
  const run = live();
  setLive({ ...run, settings: changeSettings(run.settings, { size }) });
  labelActions.drawAnew();
  if (page.start === 'shipped') send({ type: 'openShipped', size });
  else restart(page);
  writeHere();
}

function change(changes: Partial<Settings>): void {
  const run = live();
  setLive({ ...run, settings: changeSettings(run.settings, changes) });
  send({ type: 'set', changes });
  writeHere();
}

/** Shows a view. A scenario of the lab and a replay end where they are on view no more. */
export function show(view: View, stage: StageName): void {
  const { page, trainedStage } = get();
  if (view !== 'lab') labActions.stop();
  if (view !== 'train') leaveReplay();
  set({ view, page: { ...page, stage }, trainedStage: stage === 'evaluate' ? trainedStage : stage });
  writeHere();
}

function leaveReplay(): void {
  const { replay } = get();
  if (replay) set({ run: replay.live, replay: null });
}

/** What a learner can do, but for the actions of one view. */
export const actions = {
  open,
  selectStage: (stage: TrainedStage) => show('train', stage),
  selectView: (view: View) => {
    const { page, trainedStage } = get();
    show(view, view === 'evaluate' ? 'evaluate' : view === 'train' ? trainedStage : page.stage);
  },
  /** Runs a stage after these changes; neither is done where the learner keeps the weights that the run would drop. */
  run: (stage: StageName, changes: Partial<Settings> = {}) => {
    unlessDropping({ type: 'run', stage }, () => {
      if (Object.keys(changes).length > 0) change(changes);
      set({ stepped: get().speed !== null });
      runOrder.order(stage);
      send({ type: 'run', stage });
    });
  },
  pause: () => {
    runOrder.order(null);
    send({ type: 'pause' });
  },
  step: (stage: StageName, unit: 'micro' | 'iteration') => {
    set({ stepped: true });
    runOrder.order(null);
    send({ type: 'step', stage, unit });
  },
  reset: (stage: StageName) => {
    unlessDropping({ type: 'reset', stage }, () => {
      runOrder.order(null);
      if (stage !== 'evaluate') autosave.saveNow(stage);
      send({ type: 'reset', stage });
    });
  },
  setSpeed: (speed: number | null) => {
    set({ speed, stepped: speed !== null });
    send({ type: 'speed', microStepsPerSecond: speed });
  },
  changeSettings: (changes: Partial<Settings>) => {
    const { size, rewardModelSize } = changes;
    if (size !== undefined) unlessDropping({ type: 'startAnew' }, () => resize(size));
    else if (rewardModelSize !== undefined) unlessDropping({ type: 'replaceRewardModel' }, () => change(changes));
    else change(changes);
  },
  chooseBackend: (backend: BackendName | 'auto') => {
    unlessDropping({ type: 'startAnew' }, () => {
      if (backend === 'auto') forgetTimings(get().run.settings.size);
      restart({ ...get().page, backend });
    });
  },
  /** The run goes on to the same results, on however many workers. */
  chooseWorkers: (workers: PageParameters['workers']) => {
    set({ page: { ...get().page, workers } });
    writeHere();
    tellWorkers();
  },
  setMask: (mask: PageParameters['mask']) => {
    keepPage('mask', mask);
    set({ page: { ...get().page, mask } });
    writeHere();
  },
  choosePane: (pane: PageParameters['pane']) => {
    keepPage('pane', pane);
    set({ page: { ...get().page, pane }, stepped: false });
    writeHere();
  },
  /** From random weights through PPO. */
  trainAll: () => {
    unlessDropping({ type: 'startAnew' }, () => {
      set({ stepped: false });
      allStages.begin();
    });
  },
  stopTrainingAll: () => allStages.stop(),
  /** Wants a stage's answers to the fixed prompts and the learner's own. */
  sample: (stage: TrainedStage) => {
    send({ type: 'sample', stage, ownPrompt: get().ownPrompt });
  },
  /** Null: none any more. */
  askOwn: (stage: TrainedStage, ownPrompt: string | null) => {
    set({ ownPrompt });
    setLive(withoutSamples(live(), stage));
    actions.sample(stage);
  },
  leaveReplay,
  takeOverlayOff: () => set({ overlay: null }),
  dismissWentOn: () => set({ wentOn: null }),
  /** Does what waits for the learner's word, or drops it. */
  confirm: (proceed: boolean) => {
    const { confirming } = get();
    set({ confirming: null });
    if (proceed) confirming?.act();
  },
  dismiss: (id: number) => set({ run: dismissNotice(get().run, id) }),
};
