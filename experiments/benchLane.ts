/** A lane of the benchmark in a process of its own: `bench/processLane.ts` starts it and asks. WebGPU is Dawn's. */
import { lane, type LaneJob } from './bench/lane';
import type { LaneAnswer } from './bench/processLane';
import { startDawn } from './dawn/startDawn';

async function answer(job: LaneJob | null): Promise<LaneAnswer> {
  try {
    if (job?.backend === 'webgpu') await startDawn();
    return { value: job ? await lane.start(job) : await lane.step() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', ({ job }: { readonly job: LaneJob | null }) => {
  void answer(job).then((said) => process.send?.(said));
});

// Its helpers would keep it alive when whoever started it is gone.
process.once('disconnect', () => process.exit());
