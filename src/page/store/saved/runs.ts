/** The list of saved runs as the page shows it, and what can be done with them. */
import { create } from 'zustand';
import { plainSymbols } from '../../text/symbolText';
import { text } from '../../text/text';
import { compareActions } from '../compare';
import { download } from '../download';
import { bytesOf, UnreadFile, type ChosenFile } from '../fileBytes';
import { scenarioActions } from '../lab/scenario';
import { actions, live, notice, show, useStore } from '../store';
import { runDifferenceFromPresent } from './difference';
import { makeFilm, runAt, type Film } from './film';
import { onDatabaseChange } from './databaseChanges';
import type { SavedLabRun } from './savedLabRun';
import { readHead, readLabRun, readRun, type UnreadableRun } from './readRun';
import type { SavedRun } from './recorder';
import { fileNameOf, LARGEST_RUN_FILE, readRunFile, RunFileError, writeRunFile } from './runFile';
import type { Stored } from './records';
import { isSameRun } from './sameRun';
import {
  listRuns,
  putRun,
  putWeights,
  removeRuns,
  renameRun,
  runsWithWeights,
  takeRun,
  weightsOf,
} from './runDatabase';

/** A run of a stage or of the lab. */
export type ListedRun = SavedRun | SavedLabRun | UnreadableRun;

interface SavedRuns {
  /** Newest first; null until the database has been read. */
  readonly list: readonly ListedRun[] | null;
  /** Why the database cannot be read, in the browser's words; null while it can. */
  readonly closed: string | null;
  readonly withWeights: ReadonlySet<string>;
  /** The run whose curves lie over the present ones. */
  readonly overlaid: SavedRun | null;
}

export const useRuns = create<SavedRuns>()(() => ({
  list: null,
  closed: null,
  withWeights: new Set(),
  overlaid: null,
}));

/** Words an overlay: the legends have its own name, and the note how it differs from the present run. */
function overlayWords(overlaid: SavedRun): { readonly label: string; readonly note: string } {
  const { name } = overlaid;
  const differences = runDifferenceFromPresent(useStore.getState().run, overlaid);
  return { label: plainSymbols(name), note: text.runs.overlaid(plainSymbols(name), differences.map(plainSymbols)) };
}

// The note tells how the overlay differs from the present settings, so it follows them; the page may take the overlay off.
useStore.subscribe(({ overlay, run }, before) => {
  const { overlaid } = useRuns.getState();
  if (overlaid === null) return;
  if (overlay === null) useRuns.setState({ overlaid: null });
  else if (run.settings !== before.run.settings || run.stages !== before.run.stages)
    useStore.setState({ overlay: { ...overlay, ...overlayWords(overlaid) } });
});

async function refresh(): Promise<void> {
  const [heads, ids] = await Promise.all([listRuns(), runsWithWeights()]);
  const list = heads.map(readHead);
  useRuns.setState({ list: list.sort((a, b) => b.begun - a.begun), closed: null, withWeights: new Set(ids) });
}

/** Does something with the database; what goes wrong becomes a notice. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RunFileError) notice(error.message);
    else if (error instanceof UnreadFile) notice(error.message, error.detail);
    else notice(text.runs.notSaved, String(error));
  }
}

async function stored(id: string): Promise<Stored> {
  const run = await takeRun(id);
  if (!run) throw new RunFileError(text.runs.gone);
  return run;
}

async function withRun(id: string, work: (head: SavedRun, film: Film) => void): Promise<void> {
  await attempt(async () => {
    const { head, events } = await readRun(await stored(id));
    work(head, makeFilm(events, head.settings));
  });
}

export const runActions = {
  /** Follows the database with the list until the returned function is called. */
  follow: (): (() => void) => {
    const changed = () =>
      void refresh().catch((error: unknown) => {
        useRuns.setState({ closed: String(error) });
      });
    changed();
    return onDatabaseChange(changed);
  },
  rename: (id: string, name: string) => attempt(() => renameRun(id, name).then(refresh)),
  remove: (ids: readonly string[]) =>
    attempt(async () => {
      await removeRuns(ids);
      if (ids.includes(useRuns.getState().overlaid?.id ?? '')) runActions.takeOff();
      await refresh();
    }),
  overlay: (id: string) =>
    withRun(id, (head, film) => {
      const { curves } = runAt(film, film.events.length);
      useStore.setState({ overlay: { ...overlayWords(head), curves } });
      useRuns.setState({ overlaid: head });
    }),
  takeOff: actions.takeOverlayOff,
  replay: (id: string) =>
    withRun(id, (head, film) => {
      useStore.setState({ replay: { head, film, place: 0, live: live() }, run: runAt(film, film.moments[0]) });
      show('train', head.stage);
    }),
  /** Shows a run of the lab there as it was when it was done. */
  openInLab: (id: string) =>
    attempt(async () => {
      const { head, run } = await readLabRun(await stored(id));
      scenarioActions.reopen(head, run);
    }),
  /** Lets the run's policy answer beside the models of the present run. */
  compare: ({ id, name }: SavedRun) =>
    attempt(async () => {
      const weights = await weightsOf(id);
      if (!weights) throw new RunFileError(text.runs.gone);
      compareActions.addPolicy(name, weights);
      actions.selectView('compare');
    }),
  /** Goes to one of the film's moments. */
  seek: (place: number) => {
    const { replay } = useStore.getState();
    if (!replay) return;
    const { film } = replay;
    const inside = Math.min(Math.max(0, place), film.moments.length - 1);
    if (inside === replay.place) return;
    useStore.setState({ replay: { ...replay, place: inside }, run: runAt(film, film.moments[inside]) });
  },
  export: (id: string) =>
    attempt(async () => {
      const run = await stored(id);
      download(fileNameOf(run.head), await writeRunFile(run));
    }),
  import: (file: ChosenFile) =>
    attempt(async () => {
      const { head, packed, weights } = await readRunFile(file.name, await bytesOf(file, LARGEST_RUN_FILE));
      const here = (await listRuns()).map(readHead).find((each) => !('problem' in each) && isSameRun(each, head));
      if (here) throw new RunFileError(text.runs.file.already(file.name, plainSymbols(here.name)));
      // A place of its own, so that no run saved here is overwritten.
      const inLab = !('stage' in head);
      const id = `${Date.now()} ${inLab ? 'lab' : head.stage}`;
      await putRun(inLab ? { ...head, id, imported: true } : { ...head, id }, packed);
      if (weights) await putWeights(id, weights);
      await refresh();
    }),
};
