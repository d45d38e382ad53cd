/**
 * The copy of the page that the browser keeps, so that it opens without a network. A page from a file, one without a
 * secure origin, and a browser that has no service worker or forbids it do without: About says so.
 */
import { create } from 'zustand';
import type { FromServiceWorker, ToServiceWorker } from '../../protocol/serviceWorker';
import { baseUrl } from './link/link';

/** 'file': the page is a single file, which holds all it needs. 'coming': not yet whole. */
export type Copy = 'kept' | 'coming' | 'none' | 'file';

interface Offline {
  readonly copy: Copy;
  /** Why none is kept, in the browser's words. */
  readonly why: string;
  /** Whether a new version of the page waits. */
  readonly newer: boolean;
  /** Whether it could not be taken because another tab shows the page. */
  readonly held: boolean;
}

export const useOffline = create<Offline>()(() => ({ copy: 'coming', why: '', newer: false, held: false }));

const { setState: set } = useOffline;

/** Returns the version that waits to take the place of the one that answers this page; null: none. */
async function findWaiting(): Promise<ServiceWorker | null> {
  if (!isPossible()) return null;
  try {
    const { controller } = navigator.serviceWorker;
    const registration = controller && (await navigator.serviceWorker.getRegistration(baseUrl()));
    return registration?.waiting ?? null;
  } catch {
    // A browser that forbids service workers has none that waits.
    return null;
  }
}

async function ask(waiting: ServiceWorker, question: ToServiceWorker): Promise<FromServiceWorker> {
  const { port1, port2 } = new MessageChannel();
  const reply = new Promise<FromServiceWorker>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<FromServiceWorker>) => resolve(data);
  });
  waiting.postMessage(question, [port2]);
  return reply;
}

/** Opens the page anew, in the version that waits. Where another tab shows the page it says so instead. */
export async function takeNewVersion(): Promise<void> {
  const waiting = await findWaiting();
  if (waiting && (await ask(waiting, 'are others open?')).othersOpen) set({ held: true });
  else location.reload();
}

/** Milliseconds after which a page opens though the version that waits has not answered. */
const PATIENCE = 3000;

/** Whether a version that waits takes the place of this page, which then opens anew in it. */
async function isReplaced(): Promise<boolean> {
  const waiting = await findWaiting();
  if (waiting === null) return false;
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  const late = new Promise<FromServiceWorker>((resolve) => {
    setTimeout(() => resolve({ othersOpen: true }), PATIENCE);
  });
  return !(await Promise.race([ask(waiting, 'take over'), late])).othersOpen;
}

/**
 * Opens the page, unless a newer version waits that can take its place at once. A page of the old version loads nothing after
 * that, so that it never asks for files that have gone.
 */
export async function openNewest(open: () => void): Promise<void> {
  // What is thrown in a microtask is an error that public/door.js hears of; what rejects a promise is none.
  if (!(await isReplaced())) queueMicrotask(open);
}

function isPossible(): boolean {
  return import.meta.env.PROD && location.protocol !== 'file:' && 'serviceWorker' in navigator;
}

type Versions = Readonly<Record<'active' | 'waiting' | 'installing', unknown>>;

/** Returns what the versions that a registration has, or null for those that it has not, come to. */
export function stateOf({ active, waiting, installing }: Versions): Pick<Offline, 'copy' | 'newer'> {
  if (active !== null) return { copy: 'kept', newer: waiting !== null };
  return { copy: waiting === null && installing === null ? 'none' : 'coming', newer: false };
}

function follow(registration: ServiceWorkerRegistration): void {
  const look = () => set(stateOf(registration));
  const followInstalling = () => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', followInstalling);
  followInstalling();
  look();
}

/** Keeps every file of the page in this browser. To be called once the page is up, for it loads some megabytes. */
export async function keepOffline(): Promise<void> {
  if (!isPossible()) {
    set({ copy: location.protocol === 'file:' ? 'file' : 'none' });
    return;
  }
  try {
    follow(await navigator.serviceWorker.register(new URL('serviceWorker.js', baseUrl())));
  } catch (error) {
    set({ copy: 'none', why: String(error) });
  }
}
