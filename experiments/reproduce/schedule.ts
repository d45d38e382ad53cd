/** Runs jobs in processes of their own, one a core. Jobs of one seed never run together: they share weights. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendName } from '../../src/experiment/names';
import type { TableJob } from './kept';
import { barOf, progressOf } from './progress';

export interface PlannedJob extends TableJob {
  /** Expected, on one core. */
  readonly minutes: number;
}

/** A job whose process ended early; it has said why itself. */
export class JobFailed extends Error {}

interface Running {
  readonly job: PlannedJob;
  readonly begun: number;
  line: string;
}

const SHOWN_EVERY = 15_000;

const minutesSince = (begun: number) => (performance.now() - begun) / 60_000;

export class Schedule {
  private readonly waiting: PlannedJob[];
  private readonly running = new Map<ChildProcess, Running>();
  private readonly done: { readonly expected: number; readonly took: number }[] = [];

  constructor(
    jobs: readonly PlannedJob[],
    private readonly backend: BackendName,
    private readonly cores: number,
    private readonly finished: (job: PlannedJob) => void,
  ) {
    this.waiting = [...jobs];
  }

  /** Resolves when all jobs are done, rejects when one fails; the others are stopped then. */
  async run(): Promise<void> {
    const timer = setInterval(() => console.log(this.progress()), SHOWN_EVERY);
    try {
      await Promise.all(Array.from({ length: this.cores }, () => this.work()));
    } finally {
      clearInterval(timer);
      for (const child of this.running.keys()) child.kill();
    }
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const busy = new Set([...this.running.values()].map(({ job }) => job.seed));
      const next = this.waiting.findIndex(({ seed }) => !busy.has(seed));
      const [job] = next < 0 ? [] : this.waiting.splice(next, 1);
      if (job) await this.start(job);
      else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  private start(job: PlannedJob): Promise<void> {
    const script = fileURLToPath(new URL('../reproduceJob.ts', import.meta.url));
    const args = [script, job.table, job.size, String(job.seed), this.backend];
    const child = spawn('vite-node', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const running: Running = { job, begun: performance.now(), line: 'begins' };
    this.running.set(child, running);
    child.stdout.on('data', (chunk: Buffer) => (running.line = chunk.toString().trim().split('\n').at(-1) ?? ''));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        this.running.delete(child);
        if (code !== 0) {
          reject(
            new JobFailed(`Table ${job.table}, seed ${job.seed} ended with exit code ${code} after "${running.line}".`),
          );
          return;
        }
        this.done.push({ expected: job.minutes, took: minutesSince(running.begun) });
        this.finished(job);
        resolve();
      });
    });
  }

  /** A bar, the time that is left, and what every process is at. */
  private progress(): string {
    const { done, waiting, cores } = this;
    const running = [...this.running.values()];
    const { share, minutesLeft } = progressOf({
      ...{ done, waiting, cores },
      running: running.map(({ job: { seed, minutes }, begun }) => ({
        ...{ seed, expected: minutes, elapsed: minutesSince(begun) },
      })),
    });
    const all = done.length + running.length + waiting.length;
    const doing = running.map(({ job, line }) => `${job.table} seed ${job.seed}: ${line}`).join(' | ');
    return `${barOf(share)} ${done.length} of ${all} done, about ${Math.ceil(minutesLeft)} min left | ${doing}`;
  }
}
