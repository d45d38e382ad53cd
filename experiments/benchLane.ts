/** A lane of the benchmark in a process of its own: `bench.ts` starts it and asks. WebGPU is Dawn's. */
import type { LaneAnswer } from './bench/hosts';
import { lane, type LaneJob } from './bench/lane';
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

// Until whoever started it is done: vite-node would otherwise stop serving what a lane imports later.
await new Promise((resolve) => process.once('disconnect', resolve));
