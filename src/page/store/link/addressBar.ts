/**
 * Writes links into the address bar, so that it always opens this very page again. Safari throws at more than a hundred
 * of them in half a minute, and a sandboxed frame at each: a refusal is reported once, and the page goes on.
 */
import { throttle, type Clock } from '../wire/throttle';

/** Milliseconds from one link to the next: 60 in half a minute. */
export const WRITE_EVERY = 500;

export function createAddressBar(
  replace: (link: string) => void,
  refused: (error: unknown) => void,
  clock?: Clock,
): (link: string) => void {
  let newest = '';
  let reported = false;
  const write = throttle(
    () => {
      try {
        replace(newest);
      } catch (error) {
        if (!reported) refused(error);
        reported = true;
      }
    },
    WRITE_EVERY,
    clock,
  );
  return (link) => {
    newest = link;
    write();
  };
}
