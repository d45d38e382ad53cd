/** Results as lines of a table, and what of them is over its bound. */
import { BOUNDS, type Bounds } from './plan';
import { onCores, sharesOf } from './shares';
import type { Failure, Result, RaceSpread } from './race';

/** What follows the contestant's name, and how wide it is. */
const COLUMNS = [
  ['ms', 5],
  ['min–max', 11],
  ['ratio', 5],
  ['min–max', 10],
  ['tokens/s', 8],
  ['open', 5],
  ['first', 5],
  ['dispatches', 10],
  ['submits', 7],
  ['reads', 5],
  ['up', 7],
  ['down', 7],
  ['pipelines', 9],
  ['peak', 7],
] as const;

/** The first columns are there on every backend. */
const UNCOUNTED = 7;

/** `name` is as wide as the longest name of the table. */
const line = (name: string, cells: readonly string[]) =>
  [name, ...cells.map((cell, i) => cell.padStart(COLUMNS[i][1]))].join(' ').trimEnd();

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const range = ({ min, max }: RaceSpread) => `${number(min)}–${number(max)}`;

function bytes(value: number): string {
  if (value < 1e3) return `${value} B`;
  return value < 1e6 ? `${number(value / 1e3)} kB` : `${number(value / 1e6)} MB`;
}

function cells({ milliseconds, ratio, counts, peakBytes, ...result }: Result): string[] {
  return [
    number(milliseconds.median),
    range(milliseconds),
    ratio ? number(ratio.median) : '',
    ratio ? range(ratio) : '',
    result.tokensPerSecond.toFixed(0),
    number(result.openMs),
    number(result.firstStepMs),
    ...(counts ? [counts.dispatches, counts.submits, counts.readbacks].map(String) : []),
    ...(counts ? [bytes(counts.up), bytes(counts.down), String(result.pipelines)] : []),
    ...(peakBytes === null ? [] : [bytes(peakBytes)]),
  ];
}

/** One row: the same work, done by all its contestants. What is counted on WebGPU has no columns elsewhere. */
export function tableOf(rows: readonly (Result | Failure)[]): string {
  const results = rows.filter((row) => 'milliseconds' in row);
  const device = results.find(({ contestant }) => contestant === 'fused' || contestant === 'plain')?.device ?? '';
  const failures = rows.filter((row) => 'error' in row);
  const isCounted = results.some(({ counts }) => counts !== null);
  const widest = Math.max(...rows.map(({ contestant }) => contestant.length));
  const nameOf = ({ contestant }: Result | Failure) => contestant.padEnd(widest);
  const columns = COLUMNS.slice(0, isCounted ? COLUMNS.length : UNCOUNTED);
  return [
    ...(device === '' ? [] : [device]),
    line(
      ' '.repeat(widest),
      columns.map(([name]) => name),
    ),
    ...results.map((result) => line(nameOf(result), cells(result))),
    ...failures.map((failure) => `${nameOf(failure)} failed: ${failure.error}`),
  ].join('\n');
}

/** How many real cores are computed. */
const MORE_CORES = [4, 8];

/** What of a step can be shared out, and what more cores would give, computed; null where one or two workers are missing. */
export function sharesLine(rows: readonly (Result | Failure)[]): string | null {
  const timed = (name: Result['contestant']) => {
    const row = rows.find(({ contestant }) => contestant === name);
    if (!row || !('computedMs' in row) || row.computedMs === null) return null;
    return { milliseconds: row.milliseconds.median, computedMs: row.computedMs };
  };
  const [alone, two] = [timed('fused'), timed('fused × 2')];
  if (!alone || !two) return null;
  const shares = sharesOf(alone, two);
  const part = (milliseconds: number) => `${number(milliseconds)} ms (${number(milliseconds / alone.milliseconds)})`;
  const more = MORE_CORES.map((cores) => {
    const { best, worst } = onCores(shares, cores);
    return `on ${cores} real cores ${number(best / alone.milliseconds)}–${number(worst / alone.milliseconds)} of one worker's time`;
  });
  return [
    `compute ${part(shares.compute)}, serial ${part(shares.serial)}, messages and waiting ${part(shares.messages)}`,
    `computed, not measured: ${more.join(', ')}`,
  ].join('\n');
}

/** Sentences about steps of the fused room that asked more than they may, or that did not work. */
export function overBounds(rows: readonly (Result | Failure)[]): string[] {
  return rows.flatMap((row) => {
    const name = `${row.contestant} in ${row.title}`;
    if ('error' in row) return [`${name}: ${row.error}`];
    const bounds: Bounds | undefined = row.contestant === 'fused' ? BOUNDS[row.work] : undefined;
    const { counts } = row;
    if (!bounds || !counts) return [];
    return Object.entries(bounds)
      .map(([what, most]: [string, number]) => ({ what, most, got: counts[what as keyof Bounds] }))
      .filter(({ most, got }) => got > most)
      .map(({ what, most, got }) => `${name}: ${got} ${what}, at most ${most} allowed`);
  });
}
