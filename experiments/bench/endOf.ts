/** The end of a lane's process, at which whoever waits for its answer gives up. */
import type { ChildProcess } from 'node:child_process';

/** Rejects when the process ends or could not start. */
export function endOf(child: ChildProcess): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`The process ended with exit code ${code}.`)));
  });
  ended.catch(() => undefined);
  return ended;
}
