/** Where the reproduction keeps what it has: the outcome of every table and seed, and the weights they share. */
import { existsSync, readFileSync } from 'node:fs';
import type { Size } from '../../src/experiment/names';
import type { TableExperiment, Outcome } from './experiment';

export const KEPT = 'reports/reproduce';
export const WEIGHTS = `${KEPT}/weights`;

export interface TableJob {
  readonly table: string;
  readonly size: Size;
  readonly seed: number;
}

export function jobFile({ table, size, seed }: TableJob): string {
  return `${KEPT}/${table}-${size}-${seed}.json`;
}

/** Where a table lies as text. On other seeds than its own it is another table, and leaves the whole one as it is. */
export function tableFile({ name, seeds: own }: TableExperiment, size: Size, seeds: readonly number[]): string {
  const isWhole = seeds.length === own.length && own.every((seed) => seeds.includes(seed));
  return `${KEPT}/${name}-${size}${isWhole ? '' : `-seeds-${seeds.join('-')}`}.md`;
}

/** What a job gave, if it was finished before. */
export function readOutcome(job: TableJob): Outcome | null {
  const file = jobFile(job);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Outcome) : null;
}
