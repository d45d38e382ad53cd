/** The learner's rankings, kept in the browser between visits; each is a record of its own, so that two tabs lose none. */
import { openDB, type DBSchema } from 'idb';
import type { OwnLabel } from '../labelProtocol';

interface Kept extends DBSchema {
  labels: {
    readonly key: string;
    /** `nth` is the place in the list. */
    readonly value: { readonly id: string; readonly nth: number; readonly label: OwnLabel };
  };
}

const open = () =>
  openDB<Kept>('rlhf-playground-labels', 1, {
    upgrade: (database) => {
      database.createObjectStore('labels', { keyPath: 'id' });
    },
  });

/** Oldest first. Rejects where the browser keeps nothing. */
export async function readLabels(): Promise<OwnLabel[]> {
  const database = await open();
  const records = await database.getAll('labels');
  database.close();
  return records.sort((a, b) => a.nth - b.nth).map(({ label }) => label);
}

/** Makes the records those of `after`, given that they were those of `before`: all or nothing. */
export async function writeLabels(before: readonly OwnLabel[], after: readonly OwnLabel[]): Promise<void> {
  const database = await open();
  const transaction = database.transaction('labels', 'readwrite');
  const gone = before.filter(({ id }) => after.every((label) => label.id !== id));
  const changed = [...after.entries()].filter(([, label]) => !before.includes(label));
  const all = await transaction.store.getAll();
  const last = all.reduce((most, { nth }) => Math.max(most, nth), 0);
  const placeOf = (id: string) => all.find((record) => record.id === id)?.nth;
  await Promise.all([
    ...gone.map(({ id }) => transaction.store.delete(id)),
    ...changed.map(([i, label]) =>
      transaction.store.put({ id: label.id, nth: placeOf(label.id) ?? last + 1 + i, label }),
    ),
    transaction.done,
  ]);
  database.close();
}
