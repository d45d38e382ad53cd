/**
 * Plants every known error in a copy of the source, one at a time, and shows the test that catches it: `npm run mutants`,
 * or `npm run mutants -- weight` for those with "weight" in their names. Exits with 1 when one survives.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { MUTANTS, type Mutant } from './mutants/mutants';

const COPIED = [
  'src',
  'public',
  'golden',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'vite.config.ts',
] as const;

const [, , part = ''] = process.argv;
const planted = MUTANTS.filter(({ name }) => name.includes(part));
if (planted.length === 0) throw new Error(`No mutant has "${part}" in its name: see experiments/mutants/mutants.ts.`);

const copy = mkdtempSync(`${tmpdir()}/mutants-`);
for (const name of COPIED) {
  cpSync(name, `${copy}/${name}`, { recursive: true, filter: (path) => !path.includes('node_modules') });
}
symlinkSync(resolve('node_modules'), `${copy}/node_modules`);

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Full names of the tests that fail, and whether anything ran at all. */
function run(tests: readonly string[]): { readonly failed: readonly string[]; readonly ran: number } {
  const report = `${copy}/report.json`;
  rmSync(report, { force: true });
  const ran = spawnSync('vitest', ['run', ...tests], {
    cwd: copy,
    env: { ...process.env, REPORT: report },
    encoding: 'utf8',
  });
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    return { failed: all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName), ran: all.length };
  } catch (error) {
    throw new Error(`The tests could not be run: ${ran.stderr.slice(-2000)}`, { cause: error });
  }
}

/** The test that catches a mutant; null when none does. */
function catcher({ name, file, find, replace, tests }: Mutant): string | null {
  const path = `${copy}/${file}`;
  const source = readFileSync(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`"${find}" must occur exactly once in ${file} (${name}).`);
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  try {
    return run(tests).failed[0] ?? null;
  } finally {
    writeFileSync(path, source);
  }
}

try {
  const healthy = run([...new Set(planted.flatMap(({ tests }) => tests))]);
  if (healthy.failed.length > 0 || healthy.ran === 0) {
    throw new Error(`Without any mutant the tests must pass, but these fail: ${healthy.failed.join('; ')}.`);
  }
  console.log(`${healthy.ran} tests pass without a mutant.`);
  let survivors = 0;
  for (const mutant of planted) {
    const caught = catcher(mutant);
    if (caught === null) survivors++;
    console.log(
      `${caught === null ? 'SURVIVES' : 'caught  '} ${mutant.name} (${mutant.file})${caught ? `: ${caught}` : ''}`,
    );
  }
  console.log(`${planted.length - survivors} of ${planted.length} mutants caught.`);
  process.exitCode = survivors === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true });
}
