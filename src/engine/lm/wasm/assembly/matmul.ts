/** One matrix product for all: forward, gradient of the input and gradient of the weights differ in strides alone. */

/** Inner dimension of one pass; its panel of 8 columns fills a quarter of a first-level cache. */
const BLOCK: i32 = 256;
const COLUMNS: i32 = 8;
const ROWS: i32 = 4;
/** With so few rows, columns of b that lie side by side are read where they are: to pack them costs more than it saves. */
const FEW_ROWS: i32 = 64;

/** Copies 8 columns of b to lie side by side; columns that b does not have become 0. */
function pack(panel: usize, b: usize, bInner: i32, bCol: i32, inner: i32, width: i32): void {
  for (let k = 0; k < inner; k++) {
    const from = b + ((<usize>(k * bInner)) << 2);
    const to = panel + ((<usize>(k * COLUMNS)) << 2);
    if (width == COLUMNS && bCol == 1) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      for (let j = 0; j < COLUMNS; j++) {
        store<f32>(to + ((<usize>j) << 2), j < width ? load<f32>(from + ((<usize>(j * bCol)) << 2)) : 0);
      }
    }
  }
}

/** Writes one row of a tile, plus what it is added to, plus the bias. */
function writeRow(out: usize, addend: usize, bias: usize, width: i32, left: v128, right: v128, spill: usize): void {
  if (width == COLUMNS) {
    if (bias) {
      left = f32x4.add(left, v128.load(bias));
      right = f32x4.add(right, v128.load(bias, 16));
    }
    if (addend) {
      left = f32x4.add(left, v128.load(addend));
      right = f32x4.add(right, v128.load(addend, 16));
    }
    v128.store(out, left);
    v128.store(out, right, 16);
    return;
  }
  v128.store(spill, left);
  v128.store(spill, right, 16);
  for (let j = 0; j < width; j++) {
    const at = (<usize>j) << 2;
    let value = load<f32>(spill + at);
    if (bias) value += load<f32>(bias + at);
    if (addend) value += load<f32>(addend + at);
    store<f32>(out + at, value);
  }
}

/**
 * out[M, N] = a[M, K] · b[K, N] + bias[N] + residual[M, N]. Element (i, k) of `a` lies at i·aRow + k·aInner, element
 * (k, j) of `b` at k·bInner + j·bCol, rows of `out` and `residual` outRow apart, all in floats. `bias` and `residual` may
 * be 0 (none); `residual` may be `out`, which adds to it. `scratch` holds 8 · (256 + 1) floats.
 */
export function matmul(
  out: usize,
  outRow: i32,
  a: usize,
  aRow: i32,
  aInner: i32,
  b: usize,
  bInner: i32,
  bCol: i32,
  bias: usize,
  residual: usize,
  M: i32,
  K: i32,
  N: i32,
  scratch: usize,
): void {
  const spill = scratch;
  const panel = scratch + ((<usize>COLUMNS) << 2);
  const stepA = (<usize>aInner) << 2;
  for (let j = 0; j < N; j += COLUMNS) {
    const width = min(COLUMNS, N - j);
    for (let k0 = 0; k0 < K; k0 += BLOCK) {
      const inner = min(BLOCK, K - k0);
      const columns = b + ((<usize>(k0 * bInner + j * bCol)) << 2);
      const isInPlace = M <= FEW_ROWS && width == COLUMNS && bCol == 1;
      if (!isInPlace) pack(panel, columns, bInner, bCol, inner, width);
      const begin = isInPlace ? columns : panel;
      const stepB = (<usize>(isInPlace ? bInner : COLUMNS)) << 2;
      const end = begin + <usize>inner * stepB;
      const addTo = k0 == 0 ? residual : out;
      const biasHere = k0 == 0 && bias ? bias + ((<usize>j) << 2) : 0;
      for (let i = 0; i < M; i += ROWS) {
        const last = M - 1;
        const block = a + ((<usize>(k0 * aInner)) << 2);
        let a0 = block + ((<usize>(i * aRow)) << 2);
        let a1 = block + ((<usize>(min(i + 1, last) * aRow)) << 2);
        let a2 = block + ((<usize>(min(i + 2, last) * aRow)) << 2);
        let a3 = block + ((<usize>(min(i + 3, last) * aRow)) << 2);
        let left0 = f32x4.splat(0);
        let right0 = f32x4.splat(0);
        let left1 = f32x4.splat(0);
        let right1 = f32x4.splat(0);
        let left2 = f32x4.splat(0);
        let right2 = f32x4.splat(0);
        let left3 = f32x4.splat(0);
        let right3 = f32x4.splat(0);
        let p = begin;
        // Two steps a round: to go round costs Firefox's compiler as much as a step does.
        while (true) {
          let left = v128.load(p);
          let right = v128.load(p, 16);
          let x = v128.load32_splat(a0);
          left0 = f32x4.add(left0, f32x4.mul(x, left));
          right0 = f32x4.add(right0, f32x4.mul(x, right));
          x = v128.load32_splat(a1);
          left1 = f32x4.add(left1, f32x4.mul(x, left));
          right1 = f32x4.add(right1, f32x4.mul(x, right));
          x = v128.load32_splat(a2);
          left2 = f32x4.add(left2, f32x4.mul(x, left));
          right2 = f32x4.add(right2, f32x4.mul(x, right));
          x = v128.load32_splat(a3);
          left3 = f32x4.add(left3, f32x4.mul(x, left));
          right3 = f32x4.add(right3, f32x4.mul(x, right));
          p += stepB;
          if (p == end) break;
          a0 += stepA;
          a1 += stepA;
          a2 += stepA;
          a3 += stepA;

          left = v128.load(p);
          right = v128.load(p, 16);
          x = v128.load32_splat(a0);
          left0 = f32x4.add(left0, f32x4.mul(x, left));
          right0 = f32x4.add(right0, f32x4.mul(x, right));
          x = v128.load32_splat(a1);
          left1 = f32x4.add(left1, f32x4.mul(x, left));
          right1 = f32x4.add(right1, f32x4.mul(x, right));
          x = v128.load32_splat(a2);
          left2 = f32x4.add(left2, f32x4.mul(x, left));
          right2 = f32x4.add(right2, f32x4.mul(x, right));
          x = v128.load32_splat(a3);
          left3 = f32x4.add(left3, f32x4.mul(x, left));
          right3 = f32x4.add(right3, f32x4.mul(x, right));
          p += stepB;
          if (p == end) break;
          a0 += stepA;
          a1 += stepA;
          a2 += stepA;
          a3 += stepA;
        }
        const at = (<usize>(i * outRow + j)) << 2;
        const row = (<usize>outRow) << 2;
        const height = min(ROWS, M - i);
        writeRow(out + at, addTo ? addTo + at : 0, biasHere, width, left0, right0, spill);
        if (height > 1) writeRow(out + at + row, addTo ? addTo + at + row : 0, biasHere, width, left1, right1, spill);
        if (height > 2)
          writeRow(out + at + 2 * row, addTo ? addTo + at + 2 * row : 0, biasHere, width, left2, right2, spill);
        if (height > 3)
          writeRow(out + at + 3 * row, addTo ? addTo + at + 3 * row : 0, biasHere, width, left3, right3, spill);
      }
    }
  }
}

/** out[N] += Σ_i x[i, :], the gradient of a bias. */
export function addColumnSums(out: usize, x: usize, M: i32, N: i32): void {
  for (let i = 0; i < M; i++) {
    const row = x + ((<usize>(i * N)) << 2);
    let j = 0;
    for (; j + 4 <= N; j += 4) {
      const at = (<usize>j) << 2;
      v128.store(out + at, f32x4.add(v128.load(out + at), v128.load(row + at)));
    }
    for (; j < N; j++) {
      const at = (<usize>j) << 2;
      store<f32>(out + at, load<f32>(out + at) + load<f32>(row + at));
    }
  }
}
