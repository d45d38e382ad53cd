/** What the page has written into the browser's database of its stages in the middle, read as another page would. */

export interface KeptRecords {
  /** When, milliseconds since 1970. */
  readonly saved: number;
  /** How far the stage in the middle is; null: all are done. */
  readonly iteration: number | null;
  /** Runs that are done and whose curves are on view. */
  readonly done: number;
}

/**
 * Of the visit that the tab shows; null: nothing was trained. Runs in the page, and so uses nothing from outside
 * itself.
 */
export async function readKept(): Promise<KeptRecords | null> {
  const visit = sessionStorage.getItem('rlhf-playground visit');
  if (visit === null) return null;
  const result = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error(String(request.error)));
      };
    });
  const database = await result(indexedDB.open('rlhf-playground runs'));
  const store = database.transaction('unfinished').objectStore('unfinished');
  const found = (await result(store.get(visit))) as
    | {
        readonly saved: number;
        readonly stages: readonly { readonly iteration: number }[];
        readonly past: readonly string[];
      }
    | undefined;
  database.close();
  if (found === undefined) return null;
  const { saved, stages, past } = found;
  return { saved, iteration: stages[0]?.iteration ?? null, done: past.length };
}
