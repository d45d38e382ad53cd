/** Token and position embeddings, as rows picked from their matrices; `gpt2.embed` of the plain room. */

function addRow(out: usize, a: usize, b: usize, D: i32): void {
  let j = 0;
  for (; j + 4 <= D; j += 4) {
    const at = (<usize>j) << 2;
    v128.store(out + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
  }
  for (; j < D; j++) {
    const at = (<usize>j) << 2;
    store<f32>(out + at, load<f32>(a + at) + load<f32>(b + at));
  }
}

/** out[M, D] = wte[token] + wpe[position]; tokens and positions int32 [M] */
export function embed(out: usize, tokens: usize, positions: usize, wte: usize, wpe: usize, M: i32, D: i32): void {
  const row = (<usize>D) << 2;
  for (let i = 0; i < M; i++) {
    const token = <usize>load<i32>(tokens + ((<usize>i) << 2));
    const position = <usize>load<i32>(positions + ((<usize>i) << 2));
    addRow(out + <usize>i * row, wte + token * row, wpe + position * row, D);
  }
}

/** Adds dx[M, D] to the gradients of the rows it came from, one after another, so that every run adds in one order. */
export function embedBackward(
  dWte: usize,
  dWpe: usize,
  tokens: usize,
  positions: usize,
  dx: usize,
  M: i32,
  D: i32,
): void {
  const row = (<usize>D) << 2;
  for (let i = 0; i < M; i++) {
    const token = dWte + <usize>load<i32>(tokens + ((<usize>i) << 2)) * row;
    const position = dWpe + <usize>load<i32>(positions + ((<usize>i) << 2)) * row;
    const from = dx + <usize>i * row;
    addRow(token, token, from, D);
    addRow(position, position, from, D);
  }
}
