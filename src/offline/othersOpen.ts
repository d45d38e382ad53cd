/**
 * Whether several windows or frames show the page: then a new version that took over would take the files from under those
 * that still run the old one. An origin may hold other pages too, so that only those below `scope` count.
 */
export function othersOpen(addresses: readonly string[], scope: string): boolean {
  return addresses.filter((address) => address.startsWith(scope)).length > 1;
}
