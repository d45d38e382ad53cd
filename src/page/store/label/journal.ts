/**
 * Changes of the rankings that the database does not have yet, noted where a browser writes at once: a page that is left in
 * that moment loses none of them. A browser that refuses the note keeps what the database has in time.
 */
import { keysOf, recall, remember } from '../browserMemory';
import { onDemand } from '../onDemand';
import type { RankingChanges } from './rankingChanges';

interface Note {
  readonly key: string;
  readonly changes: RankingChanges;
  /** The browser took it: once it is there no more, another page has carried it out. */
  readonly isWritten: boolean;
}

const PREFIX = 'rlhf-playground rankings on their way ';

const loadSchema = onDemand(() => import('./changesSchema'));

/** Oldest first. */
let outstanding: readonly Note[] = [];
let notes = 0;

/** Notes changes down. Later notes sort behind earlier ones. */
export function noteChanges(changes: RankingChanges): void {
  const key = `${PREFIX}${Date.now()} ${String(++notes).padStart(6, '0')}`;
  const isWritten = remember(key, JSON.stringify(changes));
  outstanding = [...outstanding, { key, changes, isWritten }];
}

/** Takes over what other pages noted and have not finished. Returns whether notes were dropped that cannot be read. */
export async function takeOverNotes(): Promise<boolean> {
  const isKnown = (key: string) => outstanding.some((note) => note.key === key);
  const keys = keysOf(PREFIX).filter((key) => !isKnown(key));
  if (keys.length === 0) return false;
  const { readChanges } = await loadSchema();
  const read = keys.map((key) => ({ key, changes: readChanges(recall(key) ?? '') }));
  const found = read.flatMap(({ key, changes }) =>
    changes && !isKnown(key) ? [{ key, changes, isWritten: true }] : [],
  );
  outstanding = [...outstanding, ...found].sort((a, b) => (a.key < b.key ? -1 : 1));
  const damaged = read.filter(({ key, changes }) => changes === null && recall(key) !== null);
  for (const { key } of damaged) remember(key, null);
  return damaged.length > 0;
}

/** Carries out all that is outstanding, oldest first, and strikes it out; rejects at the first that is refused. */
export async function finishChanges(apply: (changes: RankingChanges) => Promise<void>): Promise<void> {
  for (let note = outstanding.at(0); note; note = outstanding.at(0)) {
    const { key, changes, isWritten } = note;
    if (!isWritten || recall(key) !== null) await apply(changes);
    remember(key, null);
    outstanding = outstanding.filter((each) => each.key !== key);
  }
}
