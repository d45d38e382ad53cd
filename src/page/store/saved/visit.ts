/**
 * Every open page is a visit of its own, and saves its work under an id of its own: so two tabs never overwrite each
 * other. A tab that is reloaded knows the visit that it was before.
 */
import { recall, remember } from '../browserMemory';
import { freshId } from '../freshId';

const KEY = 'rlhf-playground visit';

export const THIS_VISIT = freshId();

/** Returns the last visit in this tab that has saved something; null in a new tab. */
export function visitOfThisTab(): string | null {
  return recall(KEY, 'sessionStorage');
}

/** Makes this visit the one that the tab goes on from after a reload. */
export function noteVisit(): void {
  remember(KEY, THIS_VISIT, 'sessionStorage');
}
