/**
 * Small things that the browser remembers: between visits (`localStorage`), or for one tab, over its reloads
 * (`sessionStorage`). It may refuse (storage denied, or full, since hosts share one origin among many pages): then they
 * last as long as the page, which costs the learner one press at the next visit.
 */
type Memory = 'localStorage' | 'sessionStorage';

export function recall(key: string, memory: Memory = 'localStorage'): string | null {
  try {
    return globalThis[memory].getItem(key);
  } catch {
    return null;
  }
}

/** Null forgets what was remembered. Returns whether the browser did so; what it refuses lasts as long as the page. */
export function remember(key: string, value: string | null, memory: Memory = 'localStorage'): boolean {
  try {
    if (value === null) globalThis[memory].removeItem(key);
    else globalThis[memory].setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** The keys that begin so, in the order of their letters. */
export function keysOf(prefix: string, memory: Memory = 'localStorage'): readonly string[] {
  try {
    const entries = globalThis[memory];
    const keys = Array.from({ length: entries.length }, (_, i) => entries.key(i) ?? '');
    return keys.filter((key) => key.startsWith(prefix)).sort();
  } catch {
    return [];
  }
}
