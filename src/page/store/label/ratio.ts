/** How rankings by people stand against simulated ones in what a reward model learns from. */

/** "1 to 4": the smaller side is 1; the larger is whole, or has one decimal below 2. Null where either side is nothing. */
export function ratioOf(people: number, weight: number, simulated: number): readonly [number, number] | null {
  const counted = people * weight;
  if (counted <= 0 || simulated <= 0) return null;
  const larger = Math.max(counted, simulated) / Math.min(counted, simulated);
  const rounded = larger < 2 ? Math.round(larger * 10) / 10 : Math.round(larger);
  return counted <= simulated ? [1, rounded] : [rounded, 1];
}
