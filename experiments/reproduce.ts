/**
 * Reproduces tables of the papers headless and holds them against what was expected before:
 * `npm run reproduce -- --table NAME,NAME|all [--size S] [--seeds 0,1,2] [--backend wasm] [--fresh]`.
 * What was finished before is not run again, unless `--fresh` forgets it. Exits with 1 when a range or a requirement fails
 * or a job ends early, and with 2, having touched nothing, when an option cannot be followed.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { install } from '../scripts/packages.mjs';
import { BadOption } from './commandLine';
import type { Outcome } from './reproduce/experiment';
import { KEPT, readOutcome, tableFile } from './reproduce/kept';
import { planOf, USAGE, type ReproductionPlan, type PlannedTable } from './reproduce/options';
import { failures, reportOf } from './reproduce/report';
import { JobFailed, Schedule, type PlannedJob } from './reproduce/schedule';

const minutesSince = (begun: number) => ((performance.now() - begun) / 60_000).toFixed(1);

/** Prints a table once all its seeds are there; returns how much of it fails. */
function conclude({ experiment, seeds }: PlannedTable, size: ReproductionPlan['size']): number {
  const outcomes = seeds.map((seed) => readOutcome({ table: experiment.name, size, seed }));
  if (outcomes.some((outcome) => outcome === null)) return 0;
  try {
    const report = reportOf(experiment, size, outcomes as Outcome[]);
    const file = tableFile(experiment, size, seeds);
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, report);
    console.log(`\n${report}\nKept in ${file}.`);
    return failures(experiment, outcomes as Outcome[]).length;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`\n${experiment.name}: what is kept of it does not fit this table: ${reason} Run it with --fresh.`);
    return 1;
  }
}

/** Returns whether everything required holds. */
async function reproduce({ tables, size, backend, fresh }: ReproductionPlan): Promise<boolean> {
  if (backend === 'webgpu') install('dawn');
  if (fresh) rmSync(KEPT, { recursive: true, force: true });
  const jobs: PlannedJob[] = tables.flatMap(({ experiment: { name, minutes }, seeds }) =>
    seeds.map((seed) => ({ table: name, size, seed, minutes })),
  );
  const begun = performance.now();
  const left = jobs.filter((job) => readOutcome(job) === null);
  let failed = 0;
  for (const table of tables) {
    if (!left.some((job) => job.table === table.experiment.name)) failed += conclude(table, size);
  }
  const cores = Math.min(availableParallelism(), Math.max(1, new Set(left.map(({ seed }) => seed)).size));
  await new Schedule(left, backend, cores, ({ table, seed }) => {
    console.log(`${table}, seed ${seed}: done after ${minutesSince(begun)} min`);
    const planned = tables.find(({ experiment }) => experiment.name === table);
    if (planned) failed += conclude(planned, size);
  }).run();

  console.log(`\n${tables.length} table${tables.length === 1 ? '' : 's'} in ${minutesSince(begun)} min.`);
  console.log(
    failed === 0 ? 'Everything required holds.' : `${failed} of the ranges and requirements fail: see above.`,
  );
  return failed === 0;
}

try {
  const plan = planOf(process.argv.slice(2));
  if (!plan) console.log(USAGE);
  else if (!(await reproduce(plan))) process.exitCode = 1;
} catch (error) {
  if (error instanceof BadOption) console.error(`${error.message} See --help.`);
  else if (error instanceof JobFailed) console.error(error.message);
  else throw error;
  process.exitCode = error instanceof BadOption ? 2 : 1;
}
