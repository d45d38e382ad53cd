/** Round places on an axis. */
const MOST = 4;

/** The smallest of these multiples of a power of ten that is `rough` or more. */
export function roundStep(rough: number, multiples: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return (multiples.find((each) => each * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

/** A handful of places on the horizontal axis, at steps of 1, 2 or 5 times a power of ten. */
export function ticksOf(rows: readonly { readonly x: number }[]): readonly number[] {
  const [low, high] = [rows.at(0)?.x ?? 0, rows.at(-1)?.x ?? 0];
  if (high <= low) return [low];
  const step = Math.max(1, roundStep((high - low) / MOST, [1, 2, 5]));
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}
