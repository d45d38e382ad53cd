/** The label desk's memory: the rankings, the learner's own and imported ones, the one on the desk, and the way back from each step. */
import { create } from 'zustand';
import type { LabeledResponse, LabelFlag, LabelTask, OwnRanking } from '../../../protocol/label';
import { freshId } from '../freshId';
import type { Trainer } from '../wire/trainer';
import { readSavedRankings, saveRankings } from './savedRankings';
import { draftOf, draftOfRanking, type Draft } from './draft';
import type { Levels } from './levels';

/** What a step back returns to. */
interface Place {
  /** Oldest first. */
  readonly rankings: readonly OwnRanking[];
  readonly draft: Draft | null;
  /** What waits beside the desk while a saved ranking is edited. */
  readonly aside: Draft | null;
  /** Tasks from this number on have not been on the desk yet. */
  readonly cursor: number;
  /** The ranking that was handed in last, to be shown back. */
  readonly newest: string | null;
}

export interface RankingsState extends Place {
  readonly past: readonly Place[];
  /** Responses to each prompt, K. */
  readonly responses: number;
  /** The browser keeps nothing: what is ranked here ends with the visit. */
  readonly unkept: boolean;
  /** A change that an earlier visit could not finish was not to be read, and is lost. */
  readonly dropped: boolean;
}

const TASKS_AT_ONCE = 4;
/** With fewer than so many prompts in store more are asked for. */
const IN_STORE = 3;
const STEPS_BACK = 200;

export const useRankings = create<RankingsState>()(() => ({
  rankings: [],
  draft: null,
  aside: null,
  cursor: 0,
  newest: null,
  past: [],
  responses: 4,
  unkept: false,
  dropped: false,
}));

const { getState: get, setState: set } = useRankings;

let trainer: Pick<Trainer, 'send'> = { send: () => undefined };
/** The next request's first number, and the one whose tasks are on their way. */
let nextTask = 0;
let awaited: number | null = null;
/** Whose answers are in store. */
let answering: string | null = null;
let reading: Promise<void> | null = null;

/** Reads what earlier visits have saved, once. */
function recall(): Promise<void> {
  reading ??= readSavedRankings(() => set({ dropped: true })).then(
    (rankings) => {
      // Numbers that no earlier visit has used draw other prompts.
      nextTask = Math.max(nextTask, rankings.length);
      if (rankings.length === 0) return;
      const recalled = new Set(rankings.map(({ id }) => id));
      const others = get().rankings.filter(({ id }) => !recalled.has(id));
      // The ways back lead to a list without the recalled ones.
      set({ rankings: [...rankings, ...others], past: [], cursor: Math.max(get().cursor, rankings.length) });
    },
    () => set({ unkept: true }),
  );
  return reading;
}

function place(): Place {
  const { rankings, draft, aside, cursor, newest } = get();
  return { rankings, draft, aside, cursor, newest };
}

/** There is a way back from what follows. */
function remember(): void {
  set({ past: [...get().past, place()].slice(-STEPS_BACK) });
}

function keep(rankings: readonly OwnRanking[]): void {
  const before = get().rankings;
  if (rankings === before) return;
  set({ rankings });
  const write = saveRankings(before, rankings);
  void write().then(
    () => set({ unkept: false }),
    () => set({ unkept: true }),
  );
  trainer.send({ type: 'rankings', rankings });
}

function withdraw(gone: (ranking: OwnRanking) => boolean): void {
  // The ways back would bring them to life again.
  set({ past: [] });
  keep(get().rankings.filter((ranking) => !gone(ranking)));
}

function change(changes: Partial<Draft>): void {
  const { draft } = get();
  if (!draft) return;
  remember();
  set({ draft: { ...draft, ...changes } });
}

function mark(response: number, changes: Partial<LabeledResponse>): void {
  const responses = get().draft?.responses ?? [];
  change({ responses: responses.map((each, i) => (i === response ? { ...each, ...changes } : each)) });
}

/** What comes onto the desk next: what waits beside it, else the next prompt in store, else nothing. */
function next(tasks: readonly LabelTask[]): void {
  const { aside, cursor } = get();
  const task = tasks.find(({ id }) => id >= cursor);
  if (aside) set({ draft: aside, aside: null });
  else if (task) set({ draft: draftOf(task), cursor: task.id + 1 });
  else set({ draft: null });
}

export const labelActions = {
  /** Tells the trainer, whose worker has just started, what was ranked, now and in earlier visits. */
  attach: async (started: Pick<Trainer, 'send'>) => {
    trainer = started;
    awaited = null;
    await recall();
    const { rankings } = get();
    if (rankings.length > 0) trainer.send({ type: 'rankings', rankings });
  },
  /** Resolves once the rankings of earlier visits are here, or cannot be read. */
  recalled: recall,
  /** Asks for prompts ahead, so that nobody waits, and lays the first on an empty desk; `by` names who answers them. */
  supply: (tasks: readonly LabelTask[], by: string) => {
    if (answering !== null && answering !== by) labelActions.drawAnew();
    answering = by;
    if (!get().draft) next(tasks);
    const { cursor, responses, rankings } = get();
    const arrived = awaited === null || tasks.some(({ id }) => awaited !== null && id >= awaited);
    if (!arrived || tasks.filter(({ id }) => id >= cursor).length >= IN_STORE) return;
    const avoid = [...rankings, ...tasks].map(({ prompt }) => prompt);
    awaited = nextTask;
    trainer.send({ type: 'labelTasks', from: nextTask, count: TASKS_AT_ONCE, responses, avoid });
    nextTask += TASKS_AT_ONCE;
  },
  choose: (chosen: number) => {
    const { draft } = get();
    if (draft) set({ draft: { ...draft, chosen } });
  },
  rank: (levels: Levels) => {
    if (levels !== get().draft?.levels) change({ levels, order: 'ranked' });
  },
  setQuality: (response: number, quality: number | null) => mark(response, { quality }),
  setFlag: (response: number, flag: LabelFlag, on: boolean) => {
    const others = (get().draft?.responses[response]?.flags ?? []).filter((each) => each !== flag);
    mark(response, { flags: on ? [...others, flag] : others });
  },
  /** Asks once about the order in which the responses came, since nobody has ranked them; true when handed in. */
  handIn: (tasks: readonly LabelTask[]): boolean => {
    const { draft, rankings } = get();
    if (!draft) return false;
    if (draft.order === 'came') {
      set({ draft: { ...draft, order: 'asked' } });
      return false;
    }
    const { replaces, prompt, responses, levels } = draft;
    const ranking: OwnRanking = { id: replaces ?? freshId(), prompt, responses, levels };
    const known = rankings.some(({ id }) => id === ranking.id);
    remember();
    set({ newest: ranking.id });
    next(tasks);
    keep(known ? rankings.map((each) => (each.id === ranking.id ? ranking : each)) : [...rankings, ranking]);
    return true;
  },
  skip: (tasks: readonly LabelTask[]) => {
    if (!get().draft) return;
    remember();
    next(tasks);
  },
  undo: () => {
    const { past } = get();
    const back = past.at(-1);
    if (!back) return;
    const { rankings, ...rest } = back;
    set({ ...rest, past: past.slice(0, -1) });
    keep(rankings);
  },
  /** Lays a ranking of the learner's own on the desk again; what lay there waits beside it. */
  edit: (id: string) => {
    const { rankings, draft, aside } = get();
    const ranking = rankings.find((each) => each.id === id);
    if (!ranking || ranking.file || draft?.replaces === id) return;
    remember();
    set({ draft: draftOfRanking(ranking), aside: draft?.replaces === null ? draft : aside });
  },
  remove: (id: string) => {
    const { draft, aside, newest } = get();
    set({ newest: newest === id ? null : newest });
    if (draft?.replaces === id) set({ draft: aside, aside: null });
    withdraw((ranking) => ranking.id === id);
  },
  /** All that one file brought. */
  removeFile: (digest: string) => withdraw(({ file }) => file?.digest === digest),
  add: (added: readonly OwnRanking[]) => {
    const { rankings } = get();
    const known = new Set(rankings.map(({ id }) => id));
    const others = added.filter(({ id }) => !known.has(id));
    if (others.length === 0) return;
    set({ past: [] });
    keep([...rankings, ...others]);
  },
  setResponses: (responses: number) => {
    set({ responses });
    labelActions.drawAnew();
  },
  /** What is in store or on its way no longer fits: it is passed over, and so is an order that nobody has touched. */
  drawAnew: () => {
    const { draft } = get();
    awaited = null;
    set({ cursor: nextTask, ...(draft?.order === 'ranked' ? {} : { draft: null }) });
  },
  /** Another policy answers: its answers come onto an empty desk, and a step back leads to what lay there. */
  clearDesk: () => {
    const { draft, aside, newest } = get();
    // To a desk that is clear already no step leads back.
    if (draft !== null || aside !== null || newest !== null) remember();
    awaited = null;
    set({ cursor: nextTask, draft: null, aside: null, newest: null });
  },
};
