/**
 * What the page asks of a service worker that waits with a new version. It answers whether no other window shows the page;
 * asked to take the place of the version that runs, it does so then.
 */
export type ToServiceWorker = 'are others open?' | 'take over';

export interface FromServiceWorker {
  readonly othersOpen: boolean;
}
