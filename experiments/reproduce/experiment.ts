/** What a table of the reproduction is: a question, what is run for each seed, and what must come out. */
import { mean } from './mean';
import type { RecordedRun, Study } from './study';

/** Rows by name, each with its figures by name. */
export type Rows = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What one seed gave. */
export interface Outcome {
  readonly table: string;
  readonly seed: number;
  readonly backend: string;
  readonly seconds: number;
  readonly rows: Rows;
  readonly runs: Readonly<Record<string, RecordedRun>>;
}

/**
 * Something said before the run. A `range` and a `requirement` make the command fail when they do not hold; a
 * `prediction` is kept or refuted, and both are results.
 */
export interface Expectation {
  readonly kind: 'range' | 'requirement' | 'prediction';
  readonly says: string;
  /** Of the rows of every seed. */
  readonly holds: (seeds: readonly Rows[]) => boolean;
}

export interface TableExperiment {
  readonly name: string;
  readonly question: string;
  readonly seeds: readonly number[];
  /** Of one seed on one core, when nothing is on the shelf. */
  readonly minutes: number;
  readonly expectations: readonly Expectation[];
  readonly run: (study: Study) => Promise<Rows>;
}

export type ExpectedRange = readonly [low: number, high: number];

/** From so many seeds on their mean is judged against a range, and each of fewer. */
const JUDGED_BY_MEAN = 6;

/** How the page calls what the code has another name for. */
const HEADINGS: Readonly<Record<string, string>> = {
  goldError: '±',
  agreementWithGold: 'agreement with gold',
  kl: 'KL',
  mythTrue: 'myths resisted',
  spanish: 'Spanish',
};

export const headingOf = (column: string): string => HEADINGS[column] ?? column;

export function figure(rows: Rows, row: string, column: string): number {
  const value = rows[row]?.[column];
  if (value === undefined) throw new Error(`There is no figure "${column}" in a row "${row}".`);
  return value;
}

export function inRange(row: string, column: string, [low, high]: ExpectedRange): Expectation {
  const isInside = (value: number) => value >= low && value <= high;
  return {
    kind: 'range',
    says: `${row}: ${headingOf(column)} in ${low} – ${high}`,
    holds: (seeds) => {
      const values = seeds.map((rows) => figure(rows, row, column));
      return values.length >= JUDGED_BY_MEAN ? isInside(mean(values)) : values.every(isInside);
    },
  };
}

type Holds = (rows: Rows) => boolean;

export function onEverySeed(kind: Expectation['kind'], says: string, holds: Holds): Expectation {
  return { kind, says: `${says}, on every seed`, holds: (seeds) => seeds.every(holds) };
}

/** The mean of something over the seeds. */
export function inTheMean(
  kind: Expectation['kind'],
  says: string,
  of: (rows: Rows) => number,
  holds: (mean: number) => boolean,
): Expectation {
  return { kind, says: `${says}, in the mean`, holds: (seeds) => holds(mean(seeds.map(of))) };
}

/** Whether figures rise (or stay) from row to row, in the mean over the seeds. */
export function rises(says: string, names: readonly string[], column: string, slack = 0): Expectation {
  return {
    kind: 'prediction',
    says: `${says}, in the mean`,
    holds: (seeds) => {
      const means = names.map((row) => mean(seeds.map((rows) => figure(rows, row, column))));
      return means.slice(1).every((value, i) => value >= (means[i] ?? NaN) - slack);
    },
  };
}
