/**
 * Deletes all that the page has left in this browser. It is asked for in one page and done by the next, before that reads
 * anything: so nothing that still runs can write it anew.
 */
import { recall, remember } from '../browserMemory';
import { onDemand } from '../onDemand';
import { notice } from '../store';
import { text } from '../../text/text';
import { beginWith, leaveNothingAside } from './aside';

const ASKED = 'rlhf-playground delete';

/** Names of ours begin so; an origin may be shared by many pages. */
const OURS = 'rlhf-playground';
/** What is remembered under shorter names. */
const MORE: readonly string[] = ['theme', 'projector'];

const loadDatabases = onDemand(() => import('./deleteDatabases'));

function deleteRemembered(memory: Storage): void {
  const names = Array.from({ length: memory.length }, (_, i) => memory.key(i) ?? '');
  for (const name of names) if (name.startsWith(OURS) || MORE.includes(name)) memory.removeItem(name);
}

/** The page that opens next in this tab begins by deleting all. Returns false where the browser cannot tell it so. */
export function askToDeleteTraces(): boolean {
  return remember(ASKED, 'yes', 'sessionStorage');
}

/** Deletes all if the page before this one was asked to; to be called before anything is recalled. */
export function deleteTracesIfAsked(): void {
  if (recall(ASKED, 'sessionStorage') === null) return;
  deleteRemembered(sessionStorage);
  deleteRemembered(localStorage);
  leaveNothingAside();
  const deletion = loadDatabases().then(({ deleteDatabases }) => deleteDatabases(OURS));
  beginWith(deletion);
  deletion.catch((error: unknown) => notice(text.about.notDeleted, String(error)));
}
