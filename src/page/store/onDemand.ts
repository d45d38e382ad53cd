/**
 * Modules that are loaded on their own: when they are first needed, or before, while the page is idle. A network that
 * blinks costs nothing: what cannot be fetched is asked for once more after a moment, and again whenever it is needed.
 */

import { askTwice } from '../../askTwice';

/** A part of the page that cannot be fetched: no network, or a server that has a newer page by now. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
}

const known = new Set<() => Promise<unknown>>();

/** Loads the module once. Rejects with `NotLoaded`. */
export function onDemand<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  const get = () => {
    loaded ??= askTwice(load).catch((error: unknown) => {
      loaded = null;
      throw new NotLoaded(String(error));
    });
    return loaded;
  };
  known.add(get);
  return get;
}

/** Loads all that may be needed later, one after another, whenever the page has nothing else to do. */
export async function loadAhead(): Promise<void> {
  for (const get of known) {
    await new Promise<void>((resolve) => {
      // Safari has no idle callbacks.
      if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 2000 });
      else setTimeout(resolve, 200);
    });
    // The part that needs it later asks again, and shows what is wrong.
    await get().catch(() => undefined);
  }
}
