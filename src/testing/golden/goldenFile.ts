/** The reference vectors of golden/golden.json: what they are, and how a result is compared with them. */

/** Numbers, flags, or nested lists and records of them. */
export type GoldenValue = number | boolean | readonly GoldenValue[] | { readonly [key: string]: GoldenValue };

type GoldenRecord = Readonly<Record<string, GoldenValue>>;

export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

interface GoldenCase {
  readonly inputs: GoldenRecord;
  readonly expected: GoldenRecord;
}

export interface Golden {
  readonly meta: { readonly tolerances: Readonly<Record<'float32' | 'float32_webgpu_unmeasured', Tolerance>> };
  readonly cases: Readonly<Record<string, GoldenCase & GoldenRecord>>;
}

/** Follows keys into a value; throws where there is nothing. */
function at(value: GoldenValue, path: readonly string[]): GoldenValue {
  return path.reduce((inside, key) => {
    const next = (inside as GoldenRecord)[key];
    if (next === undefined) throw new Error(`The golden file has nothing at ${path.join(' / ')}.`);
    return next;
  }, value);
}

function flatten(value: GoldenValue): number[] {
  if (Array.isArray(value)) return (value as readonly GoldenValue[]).flatMap(flatten);
  if (typeof value === 'object') throw new Error('Only numbers and lists of numbers can be compared.');
  return [Number(value)];
}

/** Paths of everything that holds numbers. */
function leaves(value: GoldenValue, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || Array.isArray(value)) return [[...path]];
  return Object.entries(value).flatMap(([key, inside]) => leaves(inside, [...path, key]));
}

const startsWith = (path: readonly string[], start: readonly string[]) => start.every((key, i) => key === path[i]);

/** Numbers as the functions under test return them. */
type Result = number | boolean | ArrayLike<number>;

export interface Deviation {
  readonly what: string;
  /** Largest |got − expected|/max(1, |expected|); of a gradient ‖got − expected‖/‖expected‖. */
  readonly error: number;
  /** The largest error as a share of what is allowed; more than 1 fails. */
  readonly share: number;
}

const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

/** One case of the file: its inputs, and what was found when results were compared with what it expects. */
export class GoldenComparison {
  readonly deviations: Deviation[] = [];
  private readonly compared: (readonly string[])[] = [];

  constructor(
    private readonly golden: GoldenCase & GoldenRecord,
    readonly tolerance: Tolerance,
  ) {}

  number(name: string): number {
    return flatten(at(this.golden.inputs, [name]))[0];
  }

  numbers(...path: string[]): number[] {
    return flatten(at(this.golden.inputs, path));
  }

  column(...path: string[]): Float32Array {
    return Float32Array.from(this.numbers(...path));
  }

  ids(...path: string[]): Int32Array {
    return Int32Array.from(this.numbers(...path));
  }

  /** A matrix of integers row by row. */
  rows(name: string): number[][] {
    return (at(this.golden.inputs, [name]) as readonly GoldenValue[]).map(flatten);
  }

  shape(...path: string[]): number[] {
    const shape: number[] = [];
    for (let value = at(this.golden.inputs, path); Array.isArray(value); value = value[0] as GoldenValue)
      shape.push(value.length);
    return shape;
  }

  expected(...path: string[]): number[] {
    return flatten(at(this.golden.expected, path));
  }

  /** What stands outside `inputs` and `expected`. */
  extra(...path: string[]): number[] {
    return flatten(at(this.golden, path));
  }

  expectedNames(...path: string[]): string[] {
    return Object.keys(at(this.golden.expected, path));
  }

  /** Element by element; `allowance` is added to what the tolerance allows each, Infinity leaves one out. */
  value(path: readonly string[], got: Result, tolerance = this.tolerance, allowance?: ArrayLike<number>): void {
    this.compared.push(path);
    this.close(path.join(' / '), got, flatten(at(this.golden.expected, path)), tolerance, allowance);
  }

  /** The same against numbers from elsewhere in the case. */
  close(
    what: string,
    got: Result,
    expected: readonly number[],
    { rtol, atol } = this.tolerance,
    allowance?: ArrayLike<number>,
  ): void {
    const values = typeof got === 'object' ? Array.from(got) : [Number(got)];
    if (values.length !== expected.length)
      throw new Error(`${what}: got ${values.length} of ${expected.length} numbers.`);
    let error = 0;
    let share = 0;
    expected.forEach((wanted, i) => {
      const more = allowance?.[i] ?? 0;
      if (more === Infinity) return;
      const off = Math.abs(values[i] - wanted);
      error = Math.max(error, off / Math.max(1, Math.abs(wanted)));
      // Exactly equal is right whatever is allowed, and a number that is not finite is off by more than anything.
      const part = off === 0 ? 0 : off / (atol + rtol * Math.abs(wanted) + more);
      share = Math.max(share, Number.isFinite(off) ? part : Infinity);
    });
    this.deviations.push({ what, error, share });
  }

  /** A whole tensor by the relative error of its norm. */
  gradient(path: readonly string[], got: ArrayLike<number>, { rtol, atol } = this.tolerance): void {
    this.compared.push(path);
    const expected = flatten(at(this.golden.expected, path));
    if (got.length !== expected.length) throw new Error(`${path.join(' / ')}: got ${got.length} numbers.`);
    const off = norm(expected.map((wanted, i) => got[i] - wanted));
    const size = norm(expected);
    // Where a gradient cancels, round-off is all that is left of it and stands in no proportion to its norm.
    const allowed = rtol * size + atol / 10;
    const share = Number.isFinite(off) ? off / allowed : Infinity;
    this.deviations.push({ what: path.join(' / '), error: size > atol ? off / size : off, share });
  }

  /** Paths of expected numbers that nothing was compared with. */
  missing(): string[][] {
    return leaves(this.golden.expected).filter((path) => !this.compared.some((start) => startsWith(path, start)));
  }

  get worst(): Deviation {
    return this.deviations.reduce((worst, next) => (next.share > worst.share ? next : worst));
  }
}

/** A case of the file and the functions of ours that must give its numbers. */
export interface CoveredCase {
  readonly run: (comparison: GoldenComparison) => void | Promise<void>;
  /** Share of the file's tolerance that is enough; absent: all of it. */
  readonly tightened?: number;
  /** Expected numbers that are not ours: path (its first keys, joined by " / "; * stands for one key) and reason. */
  readonly notOurs?: Readonly<Record<string, string>>;
}

export type CoveredCases = Readonly<Record<string, CoveredCase>>;

export function matchesPattern(path: readonly string[], pattern: string): boolean {
  return pattern.split(' / ').every((key, i) => {
    const parts = key.split('*');
    const [first = '', ...rest] = parts;
    const name = path[i] ?? '';
    return parts.length === 1 ? name === key : name.startsWith(first) && name.endsWith(rest[rest.length - 1] ?? '');
  });
}

/** Runs one case and returns the comparison, or throws with what is off or was forgotten. */
export async function compareCase(
  golden: Golden,
  name: string,
  { run, notOurs = {}, tightened = 1 }: CoveredCase,
  { rtol, atol }: Tolerance,
): Promise<GoldenComparison> {
  const found = golden.cases[name];
  if (!found) throw new Error(`The golden file has no case ${name}.`);
  const comparison = new GoldenComparison(found, { rtol: rtol * tightened, atol: atol * tightened });
  await run(comparison);
  const patterns = Object.keys(notOurs);
  const forgotten = comparison.missing().filter((path) => !patterns.some((pattern) => matchesPattern(path, pattern)));
  const off = comparison.deviations.filter(({ share }) => !(share <= 1));
  const sentences = [
    ...off.map(
      ({ what, error, share }) => `${what} is off by ${error.toExponential(2)}, ${share.toFixed(2)} × the tolerance`,
    ),
    ...forgotten.map((path) => `${path.join(' / ')} was compared with nothing`),
  ];
  if (sentences.length > 0) throw new Error(`${name}: ${sentences.join('; ')}.`);
  return comparison;
}
