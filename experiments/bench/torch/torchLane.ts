/** A lane in which PyTorch works: a Python process that is asked, and answers, in lines of JSON (`lane.py`). */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endOf } from '../endOf';
import type { Lane, LaneJob, Opened, Step } from '../lane';
import { TORCHES, type TorchName } from '../plan';
import { LANE, PYTHON } from './python';
import { ourLoss, torchWork, type TorchWork } from './torchJob';

/** How far the losses of both sides may lie apart, nats: rounding in float32. */
const LOSS_TOLERANCE = 1e-4;

/** Writes the tensors, each into a file of its own, and returns the job that names them. */
function writeJob(folder: string, { measure }: LaneJob, contestant: TorchName, given: TorchWork): object {
  const { config, weights, batch, tensors, settings } = given;
  const shape = [batch.batch, batch.time];
  const all = {
    ...tensors,
    weights: { shape: [weights.length], values: weights },
    inputs: { shape, values: batch.inputs },
    targets: { shape, values: batch.targets },
  };
  const files = Object.entries(all).map(([name, { shape, values }]) => {
    writeFileSync(join(folder, name), values);
    return { name, shape, type: values instanceof Float32Array ? 'float32' : 'int32' };
  });
  const { vocabulary, context, width, layers, heads } = config;
  const common = { folder, files, work: measure.work, config: { vocabulary, context, width, layers, heads } };
  return { ...common, ...TORCHES[contestant], settings };
}

async function checkLoss(work: TorchWork, theirs: number): Promise<void> {
  const ours = await ourLoss(work);
  if (Math.abs(ours - theirs) <= LOSS_TOLERANCE) return;
  throw new Error(`On the same weights and tokens PyTorch's loss is ${theirs}, ours ${ours}: it does other work.`);
}

export function torchLane(contestant: TorchName): Lane {
  const begun = performance.now();
  const child = spawn(PYTHON, ['-B', LANE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = endOf(child);
  // What cannot be written since the process has ended is told by its end.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout });
  const answered = async <T extends object>(): Promise<T> => {
    const line = new Promise<string>((resolve) => lines.once('line', resolve));
    const answer = JSON.parse(await Promise.race([line, ended])) as T | { readonly error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
  const ask = <T extends object>(question: object | null): Promise<T> => {
    const answer = answered<T>();
    child.stdin.write(`${JSON.stringify(question)}\n`);
    return answer;
  };
  const ready = answered<Pick<Opened, 'device'>>();
  ready.catch(() => undefined);

  return {
    start: async (job) => {
      const { device } = await ready;
      const openMs = performance.now() - begun;
      const work = torchWork(job.measure);
      const folder = mkdtempSync(join(tmpdir(), 'torch-lane-'));
      try {
        const question = writeJob(folder, job, contestant, work);
        const { loss, firstStepMs } = await ask<{ loss: number; firstStepMs: number }>(question);
        await checkLoss(work, loss);
        return { device, openMs, firstStepMs, pipelines: 0 };
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    step: async (): Promise<Step> => {
      const { milliseconds } = await ask<{ milliseconds: number }>(null);
      return { milliseconds, counts: null, peakBytes: null, computedMs: 0 };
    },
    close: async () => void child.kill(),
  };
}
