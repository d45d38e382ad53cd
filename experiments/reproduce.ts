/**
 * Reproduces a table headless and judges it: `npm run reproduce -- --table pipeline [--size S] [--seeds 0,1,2]`. Seeds run
 * side by side, one process a core. Exits with 1 when a figure lies outside its range. Up to five seeds each run is
 * judged; where one misses by sampling noise, add seeds: of six or more the mean is judged and every run is still printed.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SIZES } from '../src/settings';
import { FIGURE_NAMES, isInside, JUDGED_BY_MEAN, meanFigures, outside, RANGES, type Figures } from './ranges';

const { values } = parseArgs({
  options: {
    table: { type: 'string', default: 'pipeline' },
    size: { type: 'string', default: 'S' },
    seeds: { type: 'string', default: '0,1,2' },
  },
});
const seeds = values.seeds.split(',').map(Number);
if (values.table !== 'pipeline') throw new Error(`--table takes pipeline, got ${values.table}.`);
if (!(SIZES as readonly string[]).includes(values.size))
  throw new Error(`--size takes ${SIZES.join(', ')}, got ${values.size}.`);
if (!seeds.every((seed) => Number.isInteger(seed) && seed >= 0))
  throw new Error(`--seeds takes whole numbers with commas, got ${values.seeds}.`);

function runSeed(seed: number): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      'vite-node',
      [fileURLToPath(new URL('seedRun.ts', import.meta.url)), values.size, String(seed)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`The run of seed ${seed} ended with exit code ${code}.`));
      else resolve(JSON.parse(output.trim().split('\n').at(-1) ?? '') as Figures);
    });
  });
}

async function runAll(): Promise<Figures[]> {
  const results: Figures[] = [];
  const waiting = [...seeds.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await runSeed(next[1]);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

const begun = performance.now();
const runs = await runAll();
const mean = meanFigures(runs);
const width = Math.max(...FIGURE_NAMES.map((name) => RANGES[name].label.length));
const cell = (text: string) => text.padStart(9);
console.log([''.padEnd(width), ...seeds.map((seed) => cell(`seed ${seed}`)), cell('mean'), '  expected'].join(' '));
for (const name of FIGURE_NAMES) {
  const { label, range } = RANGES[name];
  const marked = (value: number) => cell(value.toFixed(3) + (isInside(name, value) ? ' ' : '!'));
  console.log(
    [label.padEnd(width), ...runs.map((run) => marked(run[name])), marked(mean[name]), `  ${range.join(' – ')}`].join(
      ' ',
    ),
  );
}
const failed = outside(runs);
const judged = seeds.length >= JUDGED_BY_MEAN ? 'mean' : 'every run';
console.log(
  `\nSize ${values.size}, ${seeds.length} seeds, ${((performance.now() - begun) / 60000).toFixed(1)} min. Judged: ${judged}.`,
);
console.log(
  failed.length === 0
    ? 'All figures lie inside their ranges.'
    : `Outside: ${failed.map((name) => RANGES[name].label).join('; ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
