/** The page drawn without a browser: all that React writes for what its stores hold, parts that are loaded later included. */
import { text } from 'node:stream/consumers';
import type { ReactNode } from 'react';
import { prerenderToNodeStream } from 'react-dom/static';
import { vi } from 'vitest';
import type { StoreApi } from 'zustand';
import { Markup } from './markup';

/** What a view asks of a browser before it is drawn; motion is reduced, so that nothing is half-way. */
export function stubBrowser(): void {
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal('location', { origin: 'http://127.0.0.1', pathname: '/', search: '', hash: '' });
}

type Store<T> = Pick<StoreApi<T>, 'getInitialState' | 'setState'>;

/**
 * Puts values into a store and returns how to put back what was there. What is drawn without a browser sees the state that
 * a store began with, what acts the present one.
 */
export function hold<T extends object>(store: Store<T>, values: Partial<T>): () => void {
  const initial = store.getInitialState();
  const before = { ...initial };
  const put = (some: Partial<T>) => {
    Object.assign(initial, some);
    store.setState(some);
  };
  put(values);
  return () => put(before);
}

/** Throws what a part of it throws. */
export async function draw(view: ReactNode): Promise<Markup> {
  const errors: unknown[] = [];
  const { prelude } = await prerenderToNodeStream(view, {
    onError: (error) => void errors.push(error),
    // All in its place, instead of large parts at the end with a script that moves them there.
    progressiveChunkSize: Infinity,
  });
  const html = await text(prelude);
  if (errors.length > 0) throw errors[0];
  return Markup.read(html);
}
