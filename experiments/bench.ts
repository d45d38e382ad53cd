/**
 * The benchmark: `npm run bench [-- --where chromium,node --backends webgpu,wasm,cpu --sizes S,XS,M --quick --rounds N]`.
 * Prints one table a row and writes everything to reports/bench.json. Exits with 1 when a step of the fused room asks
 * more of the device than it may. How to read it: README.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { BACKENDS, SIZES } from '../src/settings';
import { openHost } from './bench/hosts';
import { canRun, MEASURES, PLACES, ROUNDS } from './bench/plan';
import { race, type Failure, type Result } from './bench/race';
import { overBounds, tableOf } from './bench/table';

const REPORT = 'reports/bench.json';

const { values } = parseArgs({
  options: {
    where: { type: 'string' },
    backends: { type: 'string' },
    sizes: { type: 'string', default: 'S,XS,M' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

/** The names of a list with commas; those that an option does not give are `others`. */
function chosen<T extends string>(option: string, text: string | undefined, known: readonly T[], others: readonly T[]) {
  const names = text?.split(',') ?? others;
  const unknown = names.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`--${option} takes ${known.join(', ')}, got ${unknown.join(', ')}.`);
  return names as readonly T[];
}

const { quick } = values;
const places = chosen('where', values.where, PLACES, quick ? ['chromium'] : PLACES);
const backends = chosen('backends', values.backends, BACKENDS, quick ? ['webgpu', 'wasm'] : BACKENDS);
const sizes = chosen('sizes', values.sizes, SIZES, SIZES);
const rounds = values.rounds === undefined ? null : Number(values.rounds);
if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) {
  throw new Error(`--rounds takes a whole number from 1, got ${values.rounds}.`);
}

const measures = MEASURES.filter((measure) => sizes.includes(measure.size) && (!quick || measure.quick === true));
const begun = performance.now();
const rows: (Result | Failure)[] = [];
for (const place of places) {
  const host = await openHost(place);
  try {
    for (const backend of backends) {
      for (const measure of measures) {
        if (measure.contestants.filter((name) => canRun(name, backend, place)).length < 2) continue;
        const turns = rounds ?? ROUNDS[quick ? 'quick' : 'full'][backend];
        const row = await race({ host, place, backend, measure, rounds: turns });
        rows.push(...row);
        console.log(tableOf(row));
      }
    }
  } finally {
    await host.close();
  }
}

const minutes = (performance.now() - begun) / 60_000;
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores`;
const problems = overBounds(rows);
mkdirSync('reports', { recursive: true });
writeFileSync(REPORT, JSON.stringify({ machine, options: values, minutes, problems, rows }, null, 2));
console.log(`\n${machine}; ${minutes.toFixed(1)} min; ${REPORT}`);
console.log(problems.length === 0 ? 'Every count is within its bound.' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
