/** The keys of a record, in order; the record must have no key that its type does not name. */
export function keysOf<K extends string>(record: { readonly [P in K]?: unknown }): K[] {
  return Object.keys(record) as K[];
}
