/** 1,000 may be a thousand, or one: that is asked again. */
const THOUSANDS = /^-?[1-9]\d*,\d{3}$/;

/** The number that a learner has typed, also with a decimal comma, which is all that many phones' keys have; null: it is none. */
export function typedNumber(typed: string): number | null {
  const written = typed.trim();
  if (written === '' || THOUSANDS.test(written)) return null;
  const value = Number(written.replace(/^(-?\d*),(\d+)$/, '$1.$2'));
  return Number.isNaN(value) ? null : value;
}
