/**
 * Keeps every file of the page's own folder in the browser, so that all of it opens without a network. It answers with
 * the files of its own version alone; a newer one installs itself beside it and waits. That one takes over when the last
 * window has gone, or when a page that has just opened asks it to.
 */
import { addPlugins, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import type { FromServiceWorker, ToServiceWorker } from '../protocol/serviceWorker';
import { othersOpen } from './othersOpen';

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

async function answer(question: ToServiceWorker): Promise<FromServiceWorker> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const addresses = windows.map(({ url }) => url);
  const reply = { othersOpen: othersOpen(addresses, self.registration.scope) };
  if (question === 'take over' && !reply.othersOpen) await self.skipWaiting();
  return reply;
}

self.addEventListener('message', (event) => {
  event.waitUntil(answer(event.data as ToServiceWorker).then((reply) => event.ports[0].postMessage(reply)));
});
