/**
 * Whether no more than one window or frame shows the page: then a new version may take over without taking files from
 * under another that still runs the old one. An origin may hold other pages too, so that only those below `scope` count.
 */
export function isLastWindow(addresses: readonly string[], scope: string): boolean {
  return addresses.filter((address) => address.startsWith(scope)).length <= 1;
}
