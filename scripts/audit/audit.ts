/** `npm run audit`: known vulnerabilities in what the page is built from, as its lockfile pins it. */
import { spawnSync } from 'node:child_process';
import { verdictOf } from './report';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--package-lock-only', '--json'], { encoding: 'utf8' });
const { exitCode, lines } = verdictOf(stdout);
for (const line of lines) console.log(line);
process.exitCode = exitCode;
