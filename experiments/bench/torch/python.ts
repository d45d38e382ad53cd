/** The Python that PyTorch runs in: the one that the environment variable TORCH_PYTHON names, or else `python3`. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Torch } from '../options';

export const PYTHON = process.env.TORCH_PYTHON ?? 'python3';
export const LANE = fileURLToPath(new URL('./lane.py', import.meta.url));

/** There is no PyTorch, and why, in a sentence. */
export interface NoTorch {
  readonly fault: string;
}

export function findTorch(python = PYTHON): Torch | NoTorch {
  return torchOf(python, spawnSync(python, ['-B', LANE, 'probe'], { encoding: 'utf8' }));
}

type Probe = Pick<SpawnSyncReturns<string>, 'status' | 'signal' | 'stdout' | 'stderr'> & { readonly error?: Error };

/** What `lane.py probe` has said. A Python that fails names the exception in its last line. */
export function torchOf(python: string, { error, status, signal, stdout, stderr }: Probe): Torch | NoTorch {
  if (error && 'code' in error && error.code === 'ENOENT') return { fault: `${python} is not there.` };
  if (error) return { fault: `${python} does not start: ${error.message}.` };
  if (status === 0) return JSON.parse(stdout) as Torch;
  const said = stderr.trim().split('\n').at(-1)?.trim() ?? '';
  const ended = signal === null ? `ended with exit code ${status}` : `was ended by ${signal}`;
  return { fault: said === '' ? `${python} ${ended}.` : `${python} says "${said}".` };
}

/** Which PyTorch takes part and what of it does not, in a sentence or two. */
export function torchSentence(found: Torch | NoTorch): string {
  if ('fault' in found) return `PyTorch does not take part: ${found.fault} TORCH_PYTHON may name another Python.`;
  const { version, compileFault } = found;
  const missing = compileFault === null ? '' : ` torch.compile does not work here: it says "${compileFault}".`;
  return `PyTorch ${version} takes part.${missing}`;
}
