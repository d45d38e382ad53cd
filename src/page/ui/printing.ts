/**
 * Whether the page is being printed. The sheet's layout hangs on an attribute, not on the printer's media query: charts are
 * drawn at measured sizes, and what is measured must be the sheet before the browser prints it.
 */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

const ATTRIBUTE = 'data-print';
const PROJECTOR = 'data-projector';

const listeners = new Set<() => void>();
let printing = false;
/** What a sheet of paper has not, put back when it is printed: a dark theme, a projector's type. */
let putBack = (): void => undefined;

function layOut(root: HTMLElement): void {
  const { theme = 'light' } = root.dataset;
  const projector = root.hasAttribute(PROJECTOR);
  root.dataset.theme = 'light';
  root.removeAttribute(PROJECTOR);
  root.setAttribute(ATTRIBUTE, '');
  putBack = () => {
    root.dataset.theme = theme;
    root.toggleAttribute(PROJECTOR, projector);
    root.removeAttribute(ATTRIBUTE);
  };
}

function setPrinting(now: boolean): void {
  if (now === printing) return;
  printing = now;
  if (now) layOut(document.documentElement);
  else putBack();
  // At once: the browser prints as soon as it has told.
  flushSync(() => listeners.forEach((listener) => listener()));
}

/** Follows the browser, for as long as the page is open. */
export function followPrinting(): void {
  addEventListener('beforeprint', () => setPrinting(true));
  addEventListener('afterprint', () => setPrinting(false));
  matchMedia('print').addEventListener('change', ({ matches }) => setPrinting(matches));
}

/** Calls `listener` once the sheet is laid out, and once the screen is again. Returns how to stop. */
export function onPrinting(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePrinting(): boolean {
  return useSyncExternalStore(
    onPrinting,
    () => printing,
    () => false,
  );
}
