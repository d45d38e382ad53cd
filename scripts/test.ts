/**
 * `npm test`: the checks, the unit tests, the build and its size, the browser tests. All of them run even when an
 * earlier one fails, and the last line is the sum of what the runners report. A failed check counts as one failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findOrInstallBrowser } from '../e2e/browsers/browser';
import { ENGINES, findOrInstallEngine, MISSING } from '../e2e/browsers/engines';

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Skipped tests by name, each with its reason. */
  readonly reasons?: readonly string[];
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: string;
      readonly annotations: readonly { readonly description?: string }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly Suite[];
  readonly errors: readonly unknown[];
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
}

function countVitest(report: VitestReport): Count {
  // A file that cannot even be loaded has no tests to fail.
  const brokenFiles = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function reasonsIn({ suites = [], specs }: Suite): string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(
        ({ projectName, annotations }) => `[${projectName}] ${title}: ${annotations[0]?.description ?? 'no reason'}`,
      ),
  );
  return [...own, ...suites.flatMap(reasonsIn)];
}

function countPlaywright({ stats, errors, suites }: PlaywrightReport): Count {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    reasons: suites.flatMap(reasonsIn),
  };
}

const lines: { readonly name: string; readonly count: Count }[] = [];

function add(name: string, count: Count, sentence = ''): void {
  if (sentence !== '') console.error(`${name}: ${sentence}`);
  lines.push({ name, count });
}

// vite-node, which runs this file, says 'development'; each command chooses for itself.
const ENVIRONMENT = { ...process.env, NODE_ENV: undefined };

/** Runs a command to its end with its output on this screen; true if it ended well. */
function run(command: string, report?: string): boolean {
  console.log(`\n> ${command}`);
  const env = { ...ENVIRONMENT, ...(report === undefined ? {} : { REPORT: report }) };
  return spawnSync(command, { shell: true, stdio: 'inherit', env }).status === 0;
}

function addCheck(name: string, command: string, ok: boolean): void {
  const sentence = ok ? '' : `\`${command}\` failed, which counts as one failure.`;
  add(name, { passed: 0, failed: ok ? 0 : 1, skipped: 0 }, sentence);
}

function check(name: string, command: string): boolean {
  const ok = run(command);
  addCheck(name, command, ok);
  return ok;
}

/** A check that uses one core, beside others: its output comes when it has ended. */
async function checkBeside(name: string, command: string): Promise<void> {
  const child = spawn(command, { shell: true, env: ENVIRONMENT });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  console.log(`\n> ${command}\n${output}`);
  addCheck(name, command, code === 0);
}

function tests(name: string, command: string, count: (report: never) => Count): void {
  const path = `reports/${name}.json`;
  rmSync(path, { force: true });
  const ok = run(command, path);
  try {
    const counted = count(JSON.parse(readFileSync(path, 'utf8')) as never);
    const hidden = !ok && counted.failed === 0;
    const sentence = hidden ? 'no test failed, but the runner did, which counts as one failure.' : '';
    add(name, hidden ? { ...counted, failed: 1 } : counted, sentence);
  } catch {
    add(name, { passed: 0, failed: 1, skipped: 0 }, 'the runner ended without a report, which counts as one failure.');
  }
}

function browserTests(): void {
  try {
    process.env.PLAYWRIGHT_CHROMIUM = findOrInstallBrowser();
    console.log(`\nBrowser: ${process.env.PLAYWRIGHT_CHROMIUM}`);
    for (const engine of ENGINES) {
      console.log(`${engine}: ${findOrInstallEngine(engine)?.join(', ') ?? MISSING[engine]}`);
    }
    tests('browser', 'playwright test', countPlaywright);
  } catch (error) {
    add('browser', { passed: 0, failed: 1, skipped: 0 }, error instanceof Error ? error.message : String(error));
  }
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('reports', { recursive: true });

await Promise.all([
  checkBeside('lint', 'npm run --silent lint'),
  checkBeside('check', 'npm run --silent types && prettier --check . && knip'),
]);
tests('unit', 'vitest run', countVitest);
if (check('build', 'npm run --silent build')) {
  check('size', 'npm run --silent size');
  browserTests();
} else {
  add('browser', { passed: 0, failed: 1, skipped: 0 }, 'there is no build to open, which counts as one failure.');
}

const sum = (key: 'passed' | 'failed' | 'skipped'): number => lines.reduce((total, { count }) => total + count[key], 0);
console.log();
for (const reason of lines.flatMap(({ count }) => count.reasons ?? [])) console.log(`skipped: ${reason}`);
for (const { name, count } of lines) {
  console.log(
    `${name.padEnd(8)} ${String(count.passed)} passed, ${String(count.failed)} failed, ${String(count.skipped)} skipped`,
  );
}
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
