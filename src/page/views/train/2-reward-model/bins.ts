/** Counts of values in bins of equal width over a shared range. */
export interface Bins {
  readonly low: number;
  readonly width: number;
  readonly counts: readonly (readonly number[])[];
}

export function binsOf(groups: readonly (readonly number[])[], count: number): Bins {
  const all = groups.flat();
  const low = Math.min(...all);
  const width = (Math.max(...all) - low) / count || 1;
  const counts = groups.map((group) => {
    const bins = Array.from({ length: count }, () => 0);
    for (const value of group) bins[Math.min(count - 1, Math.floor((value - low) / width))]++;
    return bins;
  });
  return { low, width, counts };
}
