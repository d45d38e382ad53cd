/**
 * The benchmark: `npm run bench [-- --help]`. Prints one table a row and writes everything to reports/bench.json. Exits
 * with 1 when a step of the fused room asks more of the device than it may and when a contestant fails, with 2 when an
 * option cannot be followed or leaves nothing to measure. How to read it: README.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { install } from '../scripts/packages.mjs';
import { openHost } from './bench/hosts';
import { neededBy, plannedRows, USAGE, type PlannedRow, type Torch } from './bench/options';
import { PLACES } from './bench/plan';
import { race, titleOf, type Failure, type Result } from './bench/race';
import { overBounds, sharesLine, tableOf } from './bench/table';
import { findTorch, torchSentence } from './bench/torch/python';
import { BadOption } from './commandLine';

const REPORT = 'reports/bench.json';

interface Report {
  readonly machine: string;
  readonly options: readonly string[];
  readonly minutes: number;
  /** Minutes that each row took when it last ran, by its title. */
  readonly took: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  readonly rows: readonly (Result | Failure)[];
}

const minutesSince = (begun: number) => (performance.now() - begun) / 60_000;

function minutesBefore(): Report['took'] {
  return existsSync(REPORT) ? ((JSON.parse(readFileSync(REPORT, 'utf8')) as Partial<Report>).took ?? {}) : {};
}

/** What PyTorch can do here; says so. */
function torchHere(): Torch | null {
  const found = findTorch();
  console.log(torchSentence(found));
  return 'fault' in found ? null : found;
}

async function measure(planned: readonly PlannedRow[], options: readonly string[]): Promise<boolean> {
  neededBy(planned).forEach(install);
  const took = { ...minutesBefore() };
  const rows: (Result | Failure)[] = [];
  const begun = performance.now();
  for (const place of PLACES) {
    const here = planned.filter((row) => row.place === place);
    if (here.length === 0) continue;
    const host = await openHost(place);
    try {
      for (const row of here) {
        const title = titleOf(row);
        const about = title in took ? `, ${took[title].toFixed(1)} min the last time` : '';
        console.log(`\n${planned.indexOf(row) + 1} of ${planned.length}: ${title}${about}`);
        const rowBegun = performance.now();
        const results = await race(host, row);
        took[title] = minutesSince(rowBegun);
        rows.push(...results);
        console.log(tableOf(results));
        const shares = sharesLine(results);
        if (shares) console.log(shares);
      }
    } finally {
      await host.close();
    }
  }
  const minutes = minutesSince(begun);
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores`;
  const problems = overBounds(rows);
  const report: Report = { machine, options, minutes, took, problems, rows };
  mkdirSync('reports', { recursive: true });
  writeFileSync(REPORT, JSON.stringify(report, null, 2));
  console.log(`\n${machine}; ${minutes.toFixed(1)} min; ${REPORT}. How to read the columns: experiments/README.md.`);
  const counted = rows.some((row) => 'counts' in row && row.counts !== null);
  const fine = counted ? 'Every count is within its bound.' : 'Nothing was counted: that is done on WebGPU alone.';
  console.log(problems.length === 0 ? fine : problems.join('\n'));
  return problems.length === 0;
}

const options = process.argv.slice(2);
try {
  const planned = plannedRows(options, torchHere);
  if (!planned) console.log(USAGE);
  else if (!(await measure(planned, options))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof BadOption)) throw error;
  console.error(`${error.message} See --help.`);
  process.exitCode = 2;
}
