/** Programs that the tests start: where they may lie, whether they start, and how Debian installs them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Program {
  /** Its names on the search path of Linux. */
  readonly commands: readonly string[];
  /** The option on which it ends at once, and well. */
  readonly probe: string;
  readonly mac?: readonly string[];
  /** Below the folders in which Windows keeps programs. */
  readonly windows?: readonly string[];
}

function windowsPaths(program: Program): string[] {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  const roots = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].filter((root) => root !== undefined);
  return roots.flatMap((root) => (program.windows ?? []).map((path) => join(root, path)));
}

function pathsOf(program: Program): readonly string[] {
  if (process.platform === 'darwin') return program.mac ?? [];
  if (process.platform === 'win32') return windowsPaths(program);
  const folders = (process.env.PATH ?? '').split(delimiter);
  return program.commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** What lies on Ubuntu's path as a browser may be a script that only says how to install one. */
function starts(path: string, { probe }: Program): boolean {
  if (!existsSync(path)) return false;
  return process.platform !== 'linux' || spawnSync(path, [probe], { timeout: 20_000 }).status === 0;
}

/** The path at which a program lies on this machine, or else at one of some more, if it lies anywhere. */
export function findProgram(program: Program, more: readonly string[] = []): string | undefined {
  return [...pathsOf(program), ...more].find((path) => starts(path, program));
}

/** Runs a command that installs something. Whether it did shows when the program is looked for again. */
export function tryTo(command: string): void {
  console.log(`Installing a browser: ${command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, { shell: true, stdio: 'inherit', env });
}

/** The command that installs packages unasked where that is known to work, on Debian as root; elsewhere there is none. */
export function debianInstall(...packages: readonly string[]): string[] {
  const path = '/etc/os-release';
  const isDebian = existsSync(path) && /^ID=debian$/m.test(readFileSync(path, 'utf8'));
  return process.getuid?.() === 0 && isDebian ? [`apt-get update && apt-get install -y ${packages.join(' ')}`] : [];
}
