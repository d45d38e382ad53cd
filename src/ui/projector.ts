/** Larger type and more room, for the back of a classroom: set on the document, remembered by the browser if it allows. */
const KEY = 'projector';
const ON = 'on';

export function storedProjector(): boolean {
  try {
    return localStorage.getItem(KEY) === ON;
  } catch {
    return false; // storage may be denied
  }
}

export function applyProjector(on: boolean): void {
  document.documentElement.toggleAttribute('data-projector', on);
}

export function storeProjector(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, ON);
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be denied; the choice then lasts as long as the page.
  }
}
