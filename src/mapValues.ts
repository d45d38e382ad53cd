/** A record with the keys of another, each with what `of` makes of its value. Keys that are absent stay so. */
export function mapValues<T extends object, B>(
  record: T,
  of: (value: Exclude<T[keyof T], undefined>, key: string) => B,
): { [K in keyof T]: B } {
  const entries = Object.entries(record) as [string, Exclude<T[keyof T], undefined>][];
  return Object.fromEntries(entries.map(([key, value]) => [key, of(value, key)])) as { [K in keyof T]: B };
}
