/**
 * How gold reward depends on the distance from where training began (Gao, Schulman & Hilton 2022, "Scaling Laws for Reward
 * Model Overoptimization", §1): with d = √KL(π ‖ π_init),
 *
 * best-of-n  R(d) = d (α − β d), which turns at d = α/2β;
 * RL         R(d) = d (α − β log d), which turns at d = exp(α/β − 1).
 *
 * R is the gain over the initial policy, so R(0) = 0. Both are linear in α and β, so the fit is one of least squares.
 * KL in nats per response; distances are not comparable between the two ways of optimizing. Pure, for the golden cases and
 * for the page alike.
 */

export interface GoldCurve {
  readonly alpha: number;
  readonly beta: number;
}

/** A point of the plane: distance d = √KL, and the gain in reward there. */
export interface Gain {
  readonly distance: number;
  readonly reward: number;
}

export interface Form {
  /** What α and β are multiplied with at distance d. */
  readonly terms: (d: number) => readonly [number, number];
  /** The distance at which the curve turns. */
  readonly turn: (curve: GoldCurve) => number;
}

export const BEST_OF_N: Form = { terms: (d) => [d, -(d ** 2)], turn: ({ alpha, beta }) => alpha / (2 * beta) };

export const RL: Form = {
  terms: (d) => [d, d === 0 ? 0 : -d * Math.log(d)],
  turn: ({ alpha, beta }) => Math.exp(alpha / beta - 1),
};

export function gainAt({ terms }: Form, { alpha, beta }: GoldCurve, distance: number): number {
  const [first, second] = terms(distance);
  return alpha * first + beta * second;
}

/** Where the gold reward is highest; null if the curve does not turn down at a distance above 0. */
export function peak(form: Form, curve: GoldCurve): Gain | null {
  const distance = form.turn(curve);
  if (!(curve.beta > 0 && distance > 0)) return null;
  return { distance, reward: gainAt(form, curve, distance) };
}

/** The curve with the least squared error at the given points. Throws if these are not at two distances above 0 at least. */
export function fitCurve(form: Form, points: readonly Gain[]): GoldCurve {
  let [aa, ab, bb, ar, br] = [0, 0, 0, 0, 0];
  for (const { distance, reward } of points) {
    const [a, b] = form.terms(distance);
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ar += a * reward;
    br += b * reward;
  }
  if (new Set(points.map(({ distance }) => distance).filter((d) => d > 0)).size < 2) {
    throw new Error('A curve of over-optimization needs points at two distances above 0 at least.');
  }
  const determinant = aa * bb - ab * ab;
  return { alpha: (bb * ar - ab * br) / determinant, beta: (aa * br - ab * ar) / determinant };
}

/** A curve over a start that is itself only known by noisy points, so that reward = start + R(d). */
export interface FitFromStart {
  readonly start: number;
  readonly curve: GoldCurve;
  /** Share of the rewards' variance that the curve explains: 1 all of it, 0 nothing. */
  readonly explained: number;
}

/**
 * The start and the curve with the least squared error. Null where the points do not determine them, as with fewer than
 * three distances.
 */
export function fitFromStart(form: Form, points: readonly Gain[]): FitFromStart | null {
  const mean = (of: (i: number) => number) => points.reduce((sum, _, i) => sum + of(i), 0) / points.length;
  const terms = points.map(({ distance }) => form.terms(distance));
  const [a0, b0, r0] = [mean((i) => terms[i][0]), mean((i) => terms[i][1]), mean((i) => points[i].reward)];
  const centered = points.map(({ reward }, i) => ({ a: terms[i][0] - a0, b: terms[i][1] - b0, r: reward - r0 }));
  const sum = (of: (point: (typeof centered)[number]) => number) =>
    centered.reduce((total, each) => total + of(each), 0);
  const [aa, ab, bb] = [sum(({ a }) => a * a), sum(({ a, b }) => a * b), sum(({ b }) => b * b)];
  const [ar, br, rr] = [sum(({ a, r }) => a * r), sum(({ b, r }) => b * r), sum(({ r }) => r * r)];
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-9 * aa * bb) || rr === 0) return null;
  const [alpha, beta] = [(bb * ar - ab * br) / determinant, (aa * br - ab * ar) / determinant];
  const left = sum(({ a, b, r }) => (r - alpha * a - beta * b) ** 2);
  return { start: r0 - alpha * a0 - beta * b0, curve: { alpha, beta }, explained: 1 - left / rr };
}
