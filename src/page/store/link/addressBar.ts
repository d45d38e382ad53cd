/**
 * Writes links into the address bar, so that it always opens this very page again; a link to a place that the learner has
 * gone to becomes an entry of the browser's history. Safari throws at more than a hundred of them in half a minute, and a
 * sandboxed frame at each: a refusal is reported once, and the page goes on.
 */
import { throttle, type Clock } from '../wire/throttle';
import { isElsewhere, type Place } from './place';

/** Milliseconds from one link to the next at the same place: 60 in half a minute. */
export const WRITE_EVERY = 500;

export interface AddressBarHost {
  /** Writes over the present entry of the history. */
  readonly replace: (link: string) => void;
  /** Adds an entry, to which Back leads from the next. */
  readonly push: (link: string) => void;
  readonly refused: (error: unknown) => void;
}

export interface AddressBar {
  /** Writes the link to a place: to another than the last, at once and as an entry of its own. */
  readonly write: (link: string, place: Place) => void;
  /** Takes note of a place that the learner has not gone to by themselves: the link to it is no entry of its own. */
  readonly arriveAt: (place: Place) => void;
}

export function createAddressBar({ replace, push, refused }: AddressBarHost, clock?: Clock): AddressBar {
  let newest = '';
  let written = '';
  let here: Place | null = null;
  let reported = false;
  const attempt = (write: (link: string) => void): void => {
    written = newest;
    try {
      write(newest);
    } catch (error) {
      if (!reported) refused(error);
      reported = true;
    }
  };
  const writeOver = throttle(() => attempt(replace), WRITE_EVERY, clock);
  return {
    write: (link, place) => {
      const gone = here !== null && isElsewhere(here, place);
      here = place;
      // What still waits is the link to the place that is left.
      if (gone && written !== newest) writeOver(true);
      newest = link;
      if (gone) attempt(push);
      else writeOver();
    },
    arriveAt: (place) => {
      here = place;
    },
  };
}
