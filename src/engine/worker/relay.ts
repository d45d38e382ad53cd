/** Hands the page's messages to the part that a worker loads. */

export interface Part {
  readonly onMessage: (event: MessageEvent) => void;
}

/** Messages that come while the part loads wait for it, in their order. */
export function relayTo(loading: Promise<Part>): Part['onMessage'] {
  const waiting: MessageEvent[] = [];
  let relay: Part['onMessage'] = (event) => void waiting.push(event);
  loading
    .then(({ onMessage }) => {
      relay = onMessage;
      waiting.forEach(onMessage);
    })
    .catch((error: unknown) => {
      // The page hears of what is thrown in a worker, but not of a promise that is rejected there.
      setTimeout(() => {
        throw error;
      });
    });
  return (event) => relay(event);
}
