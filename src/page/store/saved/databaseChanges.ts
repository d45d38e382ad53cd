/** Reports changes of the database to the lists of its contents. */
const listeners = new Set<() => void>();

/** Calls `listener` at every change until the returned function is called. */
export function onDatabaseChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Reports a change to every listener. */
export function databaseChanged(): void {
  listeners.forEach((listener) => listener());
}
