/** Whether two saved runs are one, whatever they are called here and there: one begun at the same moment that went as far. */
import type { SavedLabRun } from './savedLabRun';
import type { SavedRun } from './recorder';

/** What an import or the learner changes of a run. */
const CHANGES = ['id', 'name', 'imported'];

const withoutChanges = (key: string, value: unknown) => (CHANGES.includes(key) ? undefined : value);

/** The run's head with its keys in order, as they may be written in any. */
function written(head: SavedRun | SavedLabRun): string {
  return JSON.stringify(Object.fromEntries(Object.entries(head).sort(([a], [b]) => (a < b ? -1 : 1))), withoutChanges);
}

export function isSameRun(one: SavedRun | SavedLabRun, other: SavedRun | SavedLabRun): boolean {
  return one.begun === other.begun && written(one) === written(other);
}
