/**
 * Keeps every file of the page's own folder in the browser, so that all of it opens without a network. It answers with
 * the files of its own version alone; a newer one installs itself beside it and waits. That one takes over when the last
 * window has gone, or when the page asks it to.
 */
import { addPlugins, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { TAKE_OVER, type TakeOverReply } from '../protocol/serviceWorker';
import { isLastWindow } from './isLastWindow';

declare const self: ServiceWorkerGlobalScope & {
  /** The build lists here all files, each with its revision and its hash. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

addPlugins([
  {
    // What the page has just loaded is asked for again only if it has changed. Its hash is checked in any case.
    requestWillFetch: async ({ request }) =>
      request.cache === 'reload' ? new Request(request, { cache: 'no-cache' }) : request,
  },
]);
// The address carries the experiment, which is no part of the file's name.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/^/] });

/** Whether a page that opened without any service worker is answered by this one from now on. */
let claims = false;
self.addEventListener('install', () => {
  claims = self.registration.active === null;
});
self.addEventListener('activate', (event) => {
  if (claims) event.waitUntil(self.clients.claim());
});

async function takeOver(): Promise<TakeOverReply> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const taken = isLastWindow(
    windows.map(({ url }) => url),
    self.registration.scope,
  );
  if (taken) await self.skipWaiting();
  return { taken };
}

self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(takeOver().then((reply) => event.ports[0].postMessage(reply)));
});
