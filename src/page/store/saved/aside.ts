/**
 * The work of earlier visits that a fresh start has set aside: it stays in the browser as it is, and the page neither shows
 * it nor learns from it until it is asked for again. Where the browser remembers nothing, that lasts as long as the page.
 */
import { create } from 'zustand';
import { recall, remember } from '../browserMemory';

const KEY = 'rlhf-playground aside';

export type KindOfWork = 'rankings' | 'runs' | 'visits';

/** Ids. */
export type Work = Readonly<Record<KindOfWork, readonly string[]>>;

export const NO_WORK: Work = { rankings: [], runs: [], visits: [] };

interface Aside {
  readonly work: Work;
  /** This page has just been started fresh: the learner is told what was found. */
  readonly justNow: boolean;
}

function recallWork(): Work {
  try {
    const found: unknown = JSON.parse(recall(KEY) ?? 'null');
    const idsOf = (kind: KindOfWork) => {
      const ids: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, kind) : [];
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    };
    return { rankings: idsOf('rankings'), runs: idsOf('runs'), visits: idsOf('visits') };
  } catch {
    return NO_WORK; // The browser remembers something else under this key: it counts as nothing.
  }
}

/** What is aside is asked for once: a fresh start in another tab takes nothing out of this one. */
export const useAside = create<Aside>()(() => ({ work: recallWork(), justNow: false }));

/** Sets work aside beside what is there already. */
export function setAside(more: Work): void {
  const { work } = useAside.getState();
  const both = (kind: KindOfWork) => [...new Set([...work[kind], ...more[kind]])];
  const all: Work = { rankings: both('rankings'), runs: both('runs'), visits: both('visits') };
  useAside.setState({ work: all, justNow: true });
  remember(KEY, JSON.stringify(all));
}

/** Nothing is aside any more: it was deleted, or is to be seen again when the page opens next. */
export function leaveNothingAside(): void {
  useAside.setState({ work: NO_WORK, justNow: false });
  remember(KEY, null);
}

export function dismissAside(): void {
  useAside.setState({ justNow: false });
}

let beginning: Promise<void> = Promise.resolve();

/** What was saved is not read before this is over, however it ends: earlier work is set aside, or all is deleted. */
export function beginWith(work: Promise<void>): void {
  beginning = work.catch(() => undefined);
}

/** Resolves with which ids of a kind are on view, once that is settled. */
export async function onView(kind: KindOfWork): Promise<(id: string) => boolean> {
  await beginning;
  const aside = new Set(useAside.getState().work[kind]);
  return (id) => !aside.has(id);
}
