/** Results as lines of a table, and what of them is over its bound. */
import { BOUNDS, type Bounds } from './plan';
import type { Failure, Result, Spread } from './race';

const COLUMNS = [
  ['', 10],
  ['ms', 10],
  ['min – max', 20],
  ['ratio', 8],
  ['min – max', 16],
  ['tokens/s', 10],
  ['dispatches', 11],
  ['submits', 8],
  ['reads', 6],
  ['up', 9],
  ['down', 9],
  ['pipelines', 10],
  ['open', 8],
  ['first', 8],
  ['peak', 9],
] as const;

const line = (cells: readonly string[]) =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(COLUMNS[i][1]) : cell.padStart(COLUMNS[i][1]))).join(' ');

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

const range = ({ min, max }: Spread) => `${number(min)} – ${number(max)}`;

function bytes(value: number): string {
  if (value < 1e3) return `${value} B`;
  return value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;
}

function cells({ contestant, milliseconds, ratio, counts, peakBytes, ...result }: Result): string[] {
  return [
    contestant,
    number(milliseconds.median),
    range(milliseconds),
    ratio ? number(ratio.median) : '',
    ratio ? range(ratio) : '',
    result.tokensPerSecond.toFixed(0),
    ...(counts ? [counts.dispatches, counts.submits, counts.readbacks].map(String) : ['', '', '']),
    ...(counts ? [bytes(counts.up), bytes(counts.down), String(result.pipelines)] : ['', '', '']),
    number(result.openMs),
    number(result.firstStepMs),
    peakBytes === null ? '' : bytes(peakBytes),
  ];
}

/** One row: the same work, done by all its contestants. */
export function tableOf(rows: readonly (Result | Failure)[]): string {
  const { place, backend, work, size, shape } = rows[0];
  const results = rows.filter((row) => 'milliseconds' in row);
  const device = results.find(({ contestant }) => contestant === 'fused' || contestant === 'plain')?.device ?? '';
  const failures = rows.filter((row) => 'error' in row);
  return [
    `\n${work} ${size}, ${shape} tokens · ${backend} in ${place}${device === '' ? '' : ` (${device})`}`,
    line(COLUMNS.map(([name]) => name)),
    ...results.map((result) => line(cells(result))),
    ...failures.map(({ contestant, error }) => `${contestant.padEnd(COLUMNS[0][1])} failed: ${error}`),
  ].join('\n');
}

/** Sentences about steps of the fused room that asked more than they may, or that did not work. */
export function overBounds(rows: readonly (Result | Failure)[]): string[] {
  return rows.flatMap((row) => {
    const name = `${row.work} ${row.size}, ${row.contestant} on ${row.backend} in ${row.place}`;
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
