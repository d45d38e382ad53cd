/** A browser's storage, in memory. */
export function storage(entries: Readonly<Record<string, string>> = {}): Storage {
  const kept = new Map(Object.entries(entries));
  return {
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

export function namesIn(memory: Storage): readonly string[] {
  return Array.from({ length: memory.length }, (_, i) => memory.key(i) ?? '');
}
