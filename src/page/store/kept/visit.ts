/**
 * Every page that is open is a visit of its own, and keeps what it leaves under a name of its own: so two tabs never write
 * over each other. A tab that is reloaded knows the visit that it was before.
 */
import { recall, remember } from '../browserMemory';
import { freshId } from '../freshId';

const KEY = 'rlhf-playground visit';

export const THIS_VISIT = freshId();

/** The last visit in this tab that has left something; null in a new tab. */
export function visitOfThisTab(): string | null {
  return recall(KEY, 'sessionStorage');
}

/** From now on this visit is what the tab goes on from after a reload. */
export function noteVisit(): void {
  remember(KEY, THIS_VISIT, 'sessionStorage');
}
