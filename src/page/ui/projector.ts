/** Larger type and wider spaces, for the back of a classroom: set on the document, remembered by the browser if it allows. */
import { recall, remember } from '../store/browserMemory';

const KEY = 'projector';
const ON = 'on';

export function storedProjector(): boolean {
  return recall(KEY) === ON;
}

export function applyProjector(on: boolean): void {
  document.documentElement.toggleAttribute('data-projector', on);
}

export function storeProjector(on: boolean): void {
  remember(KEY, on ? ON : null);
}
