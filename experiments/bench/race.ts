/** Lets contestants do the same work in turns, so that what disturbs the machine disturbs all of them, and sums it up. */
import type { BackendName } from '../../src/experiment/names';
import type { Host } from './hosts';
import type { Lane, Opened, Step } from './lane';
import type { Counts } from './meter';
import type { PlannedRow } from './options';
import { TURN, type Contestant, type LaneMeasure, type Place, type WorkName } from './plan';
import { shapeOf, tokensOf } from './work';

export interface RaceSpread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What a row measures and who does it, in one line that no other row has. */
export function titleOf({ place, backend, measure, contestants }: PlannedRow): string {
  const { work, size } = measure;
  return `${work} ${size}, ${shapeOf(measure)} tokens, on ${backend} in ${place} (${contestants.join(', ')})`;
}

/** One contestant's part of a row. */
export interface Result extends Opened {
  /** That of the row. */
  readonly title: string;
  readonly place: Place;
  readonly host: string;
  readonly backend: BackendName;
  readonly work: WorkName;
  readonly size: LaneMeasure['size'];
  readonly shape: string;
  readonly contestant: Contestant;
  readonly steps: number;
  readonly milliseconds: RaceSpread;
  /** Median of what the networks of the worker that asks compute, where they are on WASM and ours. */
  readonly computedMs: number | null;
  readonly tokensPerSecond: number;
  /** Of the last step; null where there is no WebGPU to count on. */
  readonly counts: Counts | null;
  readonly peakBytes: number | null;
  /** How many times as long as `fused` it took, round by round. */
  readonly ratio: RaceSpread | null;
}

/** A contestant that could not take part, and why. */
export interface Failure extends Pick<
  Result,
  'title' | 'place' | 'backend' | 'work' | 'size' | 'shape' | 'contestant'
> {
  readonly error: string;
}

export function spread(values: readonly number[]): RaceSpread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
  return { median: middle, min: sorted[0], max: sorted[sorted.length - 1] };
}

/** Where the first step took longer than this, milliseconds, it was the device's work and not the compiler's. */
const WARM_UP = 3000;

interface Runner {
  readonly contestant: Contestant;
  readonly lane: Lane;
  readonly opened: Opened;
  /** Steps of each round. */
  readonly rounds: Step[][];
}

async function turn(lane: Lane): Promise<Step[]> {
  const steps: Step[] = [];
  let spent = 0;
  do {
    const step = await lane.step();
    steps.push(step);
    spent += step.milliseconds;
  } while (spent < TURN.milliseconds && steps.length < TURN.steps);
  return steps;
}

const times = (steps: readonly Step[]) => steps.map(({ milliseconds }) => milliseconds);

/** Each round gives one ratio, of what the two took within it. */
function ratioTo(fused: Runner | undefined, { rounds }: Runner): RaceSpread | null {
  if (!fused) return null;
  const median = (steps: readonly Step[]) => spread(times(steps)).median;
  return spread(rounds.map((steps, round) => median(steps) / median(fused.rounds[round])));
}

export async function race(host: Host, row: PlannedRow): Promise<(Result | Failure)[]> {
  const { place, backend, measure, contestants, rounds } = row;
  const { work, size } = measure;
  const common = { title: titleOf(row), place, backend, work, size, shape: shapeOf(measure) };
  let runners: readonly Runner[] = [];
  const failures: Failure[] = [];
  /** Whoever fails takes no further part. */
  const attempt = async (contestant: Contestant, lane: Lane, run: () => Promise<void>) => {
    try {
      await run();
    } catch (error) {
      runners = runners.filter((runner) => runner.lane !== lane);
      failures.push({ ...common, contestant, error: error instanceof Error ? error.message : String(error) });
      await lane.close();
    }
  };
  for (const contestant of contestants) {
    const lane = await host.lane(contestant);
    await attempt(contestant, lane, async () => {
      const opened = await lane.start({ measure, backend, contestant });
      if (opened.firstStepMs < WARM_UP) await turn(lane);
      runners = [...runners, { contestant, lane, opened, rounds: [] }];
    });
  }
  for (let round = 0; round < rounds; round++) {
    // Whoever goes first goes last in the next round.
    const shift = round % Math.max(1, runners.length);
    for (const { contestant, lane, rounds } of [...runners.slice(shift), ...runners.slice(0, shift)]) {
      await attempt(contestant, lane, async () => void rounds.push(await turn(lane)));
    }
  }
  const fused = runners.find(({ contestant }) => contestant === 'fused');
  const results = runners.map((runner): Result => {
    const steps = runner.rounds.flat();
    const milliseconds = spread(times(steps));
    const last = steps[steps.length - 1];
    const onGpu = backend === 'webgpu';
    return {
      ...common,
      host: host.name,
      contestant: runner.contestant,
      ...runner.opened,
      steps: steps.length,
      milliseconds,
      computedMs: last.computedMs > 0 ? spread(steps.map((step) => step.computedMs)).median : null,
      tokensPerSecond: (1000 * tokensOf(measure)) / milliseconds.median,
      counts: onGpu ? last.counts : null,
      peakBytes: onGpu ? last.peakBytes : null,
      ratio: runner === fused ? null : ratioTo(fused, runner),
    };
  });
  for (const { lane } of runners) await lane.close();
  return [...results, ...failures];
}
