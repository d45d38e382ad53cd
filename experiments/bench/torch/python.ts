/** The Python that PyTorch runs in: the one that the environment variable TORCH_PYTHON names, or else `python3`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Torch } from '../options';

export const PYTHON = process.env.TORCH_PYTHON ?? 'python3';
export const LANE = fileURLToPath(new URL('./lane.py', import.meta.url));

/** What it can do here; null where it has no PyTorch, or is not there itself. */
export function findTorch(): Torch | null {
  const { status, stdout } = spawnSync(PYTHON, ['-B', LANE, 'probe'], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Torch) : null;
}

/** Which PyTorch takes part and what of it does not, in a sentence or two. */
export function torchSentence(torch: Torch | null): string {
  if (!torch) return `PyTorch does not take part: ${PYTHON} has none. TORCH_PYTHON may name a Python that has it.`;
  const missing = torch.compiles
    ? ''
    : ' torch.compile does not work here: it needs a C++ compiler and Python’s headers.';
  return `PyTorch ${torch.version} takes part.${missing}`;
}
