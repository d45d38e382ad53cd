/** Takes what the single file holds from the first message that a worker gets, which is none of its commands. */
import { answerFromInside } from './answerFromInside';
import type { Inside } from './insideFiles';

let received: Inside | null = null;

export function inside(): Inside {
  if (received === null) throw new Error('Nothing has come from the single file yet.');
  return received;
}

addEventListener(
  'message',
  (event: MessageEvent<Inside>) => {
    event.stopImmediatePropagation();
    received = event.data;
    globalThis.fetch = answerFromInside(received.files, globalThis.fetch.bind(globalThis));
  },
  { once: true },
);
