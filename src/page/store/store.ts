/** The page's memory: the run as a fold of events, what the learner looks at, and the ways to act on them. */
import { create } from 'zustand';
import type { Question } from '../../protocol/compare';
import { DEFAULT_PAGE, type PageParameters } from '../../experiment/query';
import { type BackendName, type Size, type StageName, type TrainedStage } from '../../experiment/names';
import type { Command, WorkerEvent } from '../../protocol/protocol';
import type { ScenarioName } from '../../experiment/scenarios';
import { changeSettings, defaultSettings, type Settings } from '../../experiment/settings';
import { text } from '../text/text';
import { createAddressBar } from './link/addressBar';
import { createBatch } from './wire/batch';
import { connect, type Connection } from './wire/connection';
import { download } from './download';
import { createHiddenTab } from './wire/hiddenTab';
import { Autosave } from './kept/autosave';
import type { Replay } from './kept/replay';
import type { LastVisit } from './kept/lastVisit';
import { labActions, useLab } from './lab/lab';
import { labelActions } from './label/rankings';
import type { View } from '../../experiment/controls';
import { baseUrl, hereWith, readLink, type Linked } from './link/link';
import { droppedBy, type Act } from './run/droppedBy';
import { keepMask } from './link/rememberedMask';
import { forgetTimings, rememberTimings, recallTimings } from './wire/rememberedTimings';
import { addNotice, dismissNotice, initialPageModel, type PageModel } from './run/pageModel';
import { NO_RESTRICTIONS, type Restrictions } from './link/restrictions';

export interface PageState {
  /** On view: the run that is trained here, or one that is replayed. */
  readonly run: PageModel;
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
  readonly confirming: { readonly dropped: readonly TrainedStage[]; readonly act: () => void } | null;
  /** Controls that the link hides or locks. */
  readonly restrictions: Restrictions;
  /** A saved run whose curves lie over the present ones: what legends call it, and all that is to be said of it. */
  readonly overlay: { readonly label: string; readonly note: string; readonly curves: PageModel['curves'] } | null;
  /** A saved run that fills the page, while the live one waits behind it. */
  readonly replay: Replay | null;
  /** The stage that waited while the tab was hidden and now goes on; null once the learner acts. */
  readonly wentOn: StageName | null;
  /** What the last visit left is on its way. */
  readonly comingBack: boolean;
}

/** All of them in one notice, a line each. */
function withProblems(run: PageModel, problems: readonly string[]): PageModel {
  return problems.length === 0 ? run : addNotice(run, { sentence: problems.join('\n'), detail: '', stage: null });
}

export const useStore = create<PageState>()(() => ({
  run: initialPageModel(defaultSettings()),
  page: DEFAULT_PAGE,
  view: 'train',
  scenario: null,
  speed: null,
  trainedStage: 'ppo',
  asked: null,
  confirming: null,
  restrictions: NO_RESTRICTIONS,
  overlay: null,
  replay: null,
  wentOn: null,
  comingBack: false,
}));

const { getState: get, setState: set } = useStore;

/** The run that is trained here, also while another is replayed. */
function live(): PageModel {
  const { run, replay } = get();
  return replay?.live ?? run;
}

/** Whether no worker is there to train: it was lost, or a fresh one is on its way to where the last one stood. */
export function isOut({ run, replay, comingBack }: PageState): boolean {
  return comingBack || (replay?.live ?? run).stopped !== null;
}

function setLive(run: PageModel): void {
  const { replay } = get();
  set(replay ? { replay: { ...replay, live: run } } : { run });
}

/** Shows the learner a sentence in the run that is trained here. */
export function notice(sentence: string, detail = '', stage: StageName | null = null): void {
  setLive(addNotice(live(), { sentence, detail, stage }));
}

let connection: Connection | null = null;
let generation = 0;
let questions = 0;
/** The stage that the learner last set running to its end. */
let ordered: StageName | null = null;
/** The stage that ran when the worker was lost, and runs on once another stands there. */
let interrupted: StageName | null = null;

export const autosave = new Autosave({ send, start: () => get().page.start, notify: notice });

/** The learner waits for these; curves and micro-steps in run mode can wait for the next redraw. */
function isUrgent(event: WorkerEvent): boolean {
  const { stages } = live();
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

/** What one event brings to do besides what it shows. */
function act(event: WorkerEvent): void {
  if (event.type === 'file' && event.keep === undefined) download(event.name, event.bytes);
  if (event.type === 'backend' && event.report.chosenBy === 'timing')
    rememberTimings(live().settings.size, event.report.timings);
  if (event.type === 'resumed' && event.stages?.some((stage) => stage === interrupted) === true) runOn();
}

function runOn(): void {
  const stage = interrupted;
  interrupted = null;
  if (stage === null) return;
  ordered = stage;
  send({ type: 'run', stage });
}

function apply(events: readonly WorkerEvent[]): void {
  const run = withProblems(
    events.reduce((before, event) => autosave.apply(before, event), live()),
    events.flatMap(missingBackend),
  );
  const { asked } = get();
  const answered = asked !== null && run.answers.some(({ id }) => id === asked.id);
  const failed = events.some(({ type }) => type === 'error');
  setLive(run);
  set({ asked: answered || failed ? null : asked });
  if (failed || events.some(({ type }) => type === 'resumed')) set({ comingBack: false });
  events.forEach(act);
  if (events.some(({ type }) => type === 'settings')) writeHere();
}

/** What a link to this very page is made of. */
export function linked(): Linked {
  const { page, view, scenario, restrictions } = get();
  const lab = scenario && { name: scenario, settings: useLab.getState().settings };
  return { settings: live().settings, page, view, scenario: lab, restrictions };
}

const writeAddress = createAddressBar(
  (address) => history.replaceState(null, '', address),
  (error) => notice(text.notices.addressRefused, String(error)),
);

export function writeHere(): void {
  writeAddress(hereWith(linked()));
}

/** For the actions of one view, in files of their own. */
export function send(command: Command): void {
  connection?.send(command);
}

/**
 * A fresh worker for the experiment at hand, on `backend` in place of the one that the link asks for; what an earlier
 * worker still says is not heard.
 */
function startWorker(backend = get().page.backend): void {
  autosave.leave();
  ordered = null;
  interrupted = null;
  connection?.close();
  const mine = ++generation;
  connection = connect(
    createBatch((events) => {
      if (mine === generation) apply(events);
    }, isUrgent),
  );
  const { page, speed } = get();
  const { settings } = live();
  const { start } = page;
  send({ type: 'start', settings, backend, remembered: recallTimings(settings.size), start, baseUrl: baseUrl() });
  if (speed !== null) send({ type: 'speed', microStepsPerSecond: speed });
  void labelActions.attach((command) => send(command));
}

/** Takes the experiment from the address bar and starts its worker; what the link had wrong is told. */
function open(): void {
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
  startWorker();
  waitWhileHidden();
  labActions.waitWhileHidden();
  // A link into this same page changes no more than the hash, and the page stays open.
  addEventListener('hashchange', () => actions.selectView(readLink().view));
}

/** A run waits while nobody can see it, and goes on when somebody can. */
function waitWhileHidden(): void {
  const look = createHiddenTab({
    isHidden: () => document.hidden,
    ordered: () => ordered,
    statusOf: (stage) => live().stages[stage]?.status ?? null,
    pause: () => send({ type: 'pause' }),
    goOn: (stage) => {
      send({ type: 'run', stage });
      set({ wentOn: stage });
    },
  });
  document.addEventListener('visibilitychange', look);
  useStore.subscribe(look);
}

/** Begins anew with the settings at hand, in a fresh worker; all that was trained here is dropped. */
export function restart(page: PageParameters, backend = page.backend): void {
  const run = live();
  set({
    replay: null,
    run: { ...initialPageModel(run.settings), notices: run.notices, noticesSoFar: run.noticesSoFar },
    page,
    view: page.stage === 'evaluate' ? 'evaluate' : 'train',
    trainedStage: page.stage === 'evaluate' ? get().trainedStage : page.stage,
    asked: null,
  });
  writeHere();
  startWorker(backend);
}

/** Acts at once unless weights that were trained here would be lost: then the learner is asked first. */
export function unlessDropping(act: Act, proceed: () => void): void {
  const lost = droppedBy(act, live().stages);
  if (lost.length > 0) set({ confirming: { dropped: lost, act: proceed } });
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

/** A scenario that nobody sees any more does not go on. */
export function show(view: View, stage: StageName): void {
  const { page, trainedStage } = get();
  if (view !== 'lab') labActions.stop();
  if (view !== 'train') leaveReplay();
  set({ view, page: { ...page, stage }, trainedStage: stage === 'evaluate' ? trainedStage : stage });
  writeHere();
}

/** A sentence for the learner on what went wrong in the page itself. */
export function tellError(sentence: string, detail: string): void {
  set({ run: addNotice(get().run, { sentence, detail, stage: null }) });
}

function leaveReplay(): void {
  const { replay } = get();
  if (replay) set({ run: replay.live, replay: null });
}

/** From now on the worker does as it is told by the learner, not by the tab. */
export function order(stage: StageName | null): void {
  ordered = stage;
  set({ wentOn: null });
}

/** What a learner can do, but for the actions of one view. */
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
    unlessDropping({ type: 'run', stage }, () => {
      order(stage);
      send({ type: 'run', stage });
    });
  },
  pause: () => {
    order(null);
    send({ type: 'pause' });
  },
  step: (stage: StageName, unit: 'micro' | 'iteration') => {
    order(null);
    send({ type: 'step', stage, unit });
  },
  reset: (stage: StageName) => {
    unlessDropping({ type: 'reset', stage }, () => {
      order(null);
      if (stage !== 'evaluate') autosave.saveNow(stage);
      send({ type: 'reset', stage });
    });
  },
  setSpeed: (speed: number | null) => {
    set({ speed });
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
  setMask: (mask: PageParameters['mask']) => {
    keepMask(mask);
    set({ page: { ...get().page, mask } });
    writeHere();
  },
  /** Takes over what the last visit saved: its settings, where its stages stood, or the weights of those that it trained. */
  comeBack: (lastVisit: LastVisit) => {
    const { page, comingBack } = get();
    const { session, snapshot } = lastVisit;
    const visit = snapshot?.unfinished ?? session;
    if (!visit || comingBack) return;
    set({ run: { ...live(), settings: visit.settings }, replay: null, comingBack: snapshot !== null });
    const backend = snapshot && page.backend === 'auto' ? snapshot.unfinished.backend : page.backend;
    restart({ ...page, start: visit.start }, backend);
    autosave.goBackToVisit(lastVisit);
  },
  /** After the worker was lost: a fresh one goes on from where it last stood, and what ran runs on. */
  goOn: () => {
    const there = autosave.returnPoint();
    const { page, view, trainedStage } = get();
    const stage = ordered;
    if (there === null) {
      restart(page);
      set({ view, trainedStage });
      writeHere();
      return;
    }
    setLive({ ...live(), stopped: null, backend: null });
    set({ comingBack: true });
    startWorker();
    interrupted = stage;
    autosave.goBackTo(there);
  },
  showReplay: (replay: Omit<Replay, 'live'>, run: PageModel) => {
    const { stage } = replay.head;
    set({ replay: { ...replay, live: live() }, run });
    show('train', stage);
  },
  seek: (place: number, run: PageModel) => {
    const { replay } = get();
    if (replay) set({ replay: { ...replay, place }, run });
  },
  leaveReplay,
  takeOverlayOff: () => {
    set({ overlay: null });
  },
  dismissWentOn: () => {
    set({ wentOn: null });
  },
  /** The learner's word on what waits for it. */
  confirm: (proceed: boolean) => {
    const { confirming } = get();
    set({ confirming: null });
    if (proceed) confirming?.act();
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
