/** Round places on the horizontal axis: a handful, at steps of 1, 2 or 5 times a power of ten. */
const MOST = 4;

export function ticksOf(rows: readonly { readonly x: number }[]): readonly number[] {
  const [low, high] = [rows.at(0)?.x ?? 0, rows.at(-1)?.x ?? 0];
  if (high <= low) return [low];
  const rough = (high - low) / MOST;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, (([1, 2, 5, 10] as const).find((each) => each * power >= rough) ?? 10) * power);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}
