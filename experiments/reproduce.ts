/**
 * Reproduces tables of the papers headless and holds them against what was expected before:
 * `npm run reproduce -- --table NAME,NAME|all [--size S] [--seeds 0,1,2] [--backend wasm] [--fresh]`.
 * What was finished before is not run again, unless `--fresh` forgets it. Exits with 1 when a range or a requirement fails.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { BACKENDS, SIZES, type BackendName, type Size } from '../src/names';
import type { Experiment, Outcome } from './reproduce/experiment';
import { KEPT, readOutcome } from './reproduce/kept';
import { failures, reportOf } from './reproduce/report';
import { Schedule, type PlannedJob } from './reproduce/schedule';
import { TABLES } from './reproduce/tables';

const { values } = parseArgs({
  options: {
    table: { type: 'string', default: 'pipeline' },
    size: { type: 'string', default: 'S' },
    seeds: { type: 'string' },
    backend: { type: 'string', default: 'wasm' },
    fresh: { type: 'boolean', default: false },
  },
});

function oneOf<T extends string>(option: string, text: string, known: readonly T[]): T {
  const found = known.find((name) => name === text);
  if (found === undefined) throw new Error(`--${option} takes ${known.join(', ')}, got ${text}.`);
  return found;
}

function seedsOf(experiment: Experiment): readonly number[] {
  if (values.seeds === undefined) return experiment.seeds;
  const seeds = values.seeds.split(',').map(Number);
  if (seeds.every((seed) => Number.isInteger(seed) && seed >= 0)) return seeds;
  throw new Error(`--seeds takes whole numbers with commas, got ${values.seeds}.`);
}

const NAMES = TABLES.map(({ name }) => name);
const names = values.table === 'all' ? NAMES : values.table.split(',').map((name) => oneOf('table', name, NAMES));
const size: Size = oneOf('size', values.size, SIZES);
const backend: BackendName = oneOf('backend', values.backend, BACKENDS);
const experiments = TABLES.filter(({ name }) => names.includes(name));

if (values.fresh) rmSync(KEPT, { recursive: true, force: true });
const jobs: PlannedJob[] = experiments.flatMap((experiment) =>
  seedsOf(experiment).map((seed) => ({ table: experiment.name, size, seed, minutes: experiment.minutes })),
);

let failed = 0;

/** Prints a table once all its seeds are there. */
function conclude(experiment: Experiment): void {
  const outcomes = seedsOf(experiment).map((seed) => readOutcome({ table: experiment.name, size, seed }));
  if (outcomes.some((outcome) => outcome === null)) return;
  try {
    const report = reportOf(experiment, size, outcomes as Outcome[]);
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(`${KEPT}/${experiment.name}-${size}.md`, report);
    console.log(`\n${report}`);
    failed += failures(experiment, outcomes as Outcome[]).length;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`\n${experiment.name}: what is kept of it does not fit this table: ${reason} Run it with --fresh.`);
    failed++;
  }
}

const begun = performance.now();
const left = jobs.filter((job) => readOutcome(job) === null);
for (const experiment of experiments) {
  if (!left.some(({ table }) => table === experiment.name)) conclude(experiment);
}
const cores = Math.min(availableParallelism(), Math.max(1, left.length));
await new Schedule(left, backend, cores, ({ table, seed }) => {
  console.log(`${table}, seed ${seed}: done after ${((performance.now() - begun) / 60_000).toFixed(1)} min`);
  const experiment = experiments.find(({ name }) => name === table);
  if (experiment) conclude(experiment);
}).run();

console.log(
  `\n${experiments.length} table${experiments.length === 1 ? '' : 's'} in ${((performance.now() - begun) / 60_000).toFixed(1)} min.`,
);
console.log(failed === 0 ? 'Everything required holds.' : `${failed} of the ranges and requirements fail: see above.`);
process.exitCode = failed === 0 ? 0 : 1;
