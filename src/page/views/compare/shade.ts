/** How a token is shaded: by how many times as likely as under the reference its model makes it. */

/** From this factor on, or its inverse, a shade is that strong. */
const FACTORS = [1.1, 1.5, 2, 4] as const;

/** From much less likely to much more likely; the level counts the factors that are reached. */
export const SHADES = ['less-4', 'less-3', 'less-2', 'less-1', 'same', 'more-1', 'more-2', 'more-3', 'more-4'] as const;

export type Shade = (typeof SHADES)[number];

/** What a place that is not compared gets. */
export type ShadeOrNone = Shade | 'none';

/** log π − log π_ref of one token in nats; null where either is missing. */
export function logRatioOf(logprob: number | null | undefined, refLogprob: number | null | undefined): number | null {
  return typeof logprob === 'number' && typeof refLogprob === 'number' ? logprob - refLogprob : null;
}

/** The shade for log π − log π_ref, nats. */
export function shadeOf(logRatio: number | null): ShadeOrNone {
  if (logRatio === null) return 'none';
  // A factor that is reached but for the rounding of the logarithm counts as reached.
  const level = FACTORS.filter((factor) => Math.abs(logRatio) >= Math.log(factor) - 1e-6).length;
  const middle = (SHADES.length - 1) / 2;
  return SHADES[middle + Math.sign(logRatio) * level] ?? 'same';
}
