/**
 * Seeded Gumbel noise on the device: the integers of rng.ts bit for bit, and −log(−log u) of them to 1e-6 or seven
 * digits. WGSL's own log is too coarse near 1, so this is Cephes's `logf`, and u above ½ comes as 1 − w with w exact.
 */

/** Cephes's polynomial of log(1 + f), highest power first. */
const COEFFICIENTS = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];

const polynomial = COEFFICIENTS.slice(1).reduce(
  (inner, coefficient) => `(${inner} * f + ${coefficient})`,
  String(COEFFICIENTS[0]),
);

export const NOISE_WGSL = `
fn pcg3d(seed: u32, stream: u32, counter: u32) -> u32 {
  var v = vec3u(seed, stream, counter) * 1664525u + 1013904223u;
  v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
  v ^= v >> vec3u(16);
  v.x += v.y * v.z;
  return v.x;
}
// log((1 + f) 2^e) for 1 + f between √½ and √2.
fn logOf(f: f32, e: f32) -> f32 {
  let square = f * f;
  return f + (f * square * ${polynomial} - 2.12194440e-4 * e - 0.5 * square) + 0.693359375 * e;
}
fn exactLog(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  var e = f32(bits >> 23) - 126f;
  var m = bitcast<f32>((bits & 0x7fffffu) | 0x3f000000u);
  if (m < ${Math.SQRT1_2}) { m *= 2f; e -= 1f; }
  return logOf(m - 1f, e);
}
fn gumbel(counter: u32) -> f32 {
  let k = pcg3d(call.seed, call.stream, counter) >> 8;
  var log_u: f32;
  if (k < 0x800000u) {
    log_u = exactLog((f32(k) + 0.5f) / 16777216f);
  } else {
    let w = (f32(0x1000000u - k) - 0.5f) / 16777216f;
    log_u = select(logOf(-w, 0f), logOf(1f - 2f * w, -1f), w > ${1 - Math.SQRT1_2});
  }
  return -exactLog(-log_u);
}`;
