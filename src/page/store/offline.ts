/**
 * The copy of the page that the browser keeps, so that it opens without a network. A page from a file, one without a
 * secure origin, and a browser that has no service worker or forbids it do without: About says so.
 */
import { create } from 'zustand';
import { TAKE_OVER, type TakeOverReply } from '../../protocol/serviceWorker';
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

/** Returns the registration for this page's folder, if there is one. */
async function findRegistration(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration(baseUrl());
}

/** Asks the version that waits to take over, and opens the page in it. Returns false while another tab shows the page. */
async function takeOver(waiting: ServiceWorker): Promise<boolean> {
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') location.reload();
  });
  const { port1, port2 } = new MessageChannel();
  const reply = new Promise<TakeOverReply>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<TakeOverReply>) => resolve(data);
  });
  waiting.postMessage(TAKE_OVER, [port2]);
  return (await reply).taken;
}

/** Opens the page anew in the version that waits, if no other tab shows it. */
export async function takeNewVersion(): Promise<void> {
  const waiting = (await findRegistration())?.waiting;
  if (waiting && !(await takeOver(waiting))) set({ held: true });
}

/** A reload takes the version that waits. To be called as the page opens, before there is any work to lose. */
export async function beginInNewVersion(): Promise<void> {
  if (!isPossible()) return;
  const waiting = await findRegistration().then(
    (found) => found?.waiting,
    // A browser that forbids service workers has none that waits.
    () => null,
  );
  if (waiting) await takeOver(waiting);
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
