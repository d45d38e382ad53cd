/** A mean and how sure it is. */
export interface Estimate {
  readonly y: number;
  /** One standard error, were the values independent. */
  readonly error: number;
}

export function meanWithError(values: readonly number[]): Estimate {
  const n = values.length;
  const y = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - y) ** 2, 0);
  return { y, error: Math.sqrt(squares / Math.max(1, n - 1) / n) };
}
