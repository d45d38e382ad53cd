/** The worker of `/?bench`: measures this machine backend by backend, and reports to the view after every round. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { openBackend } from '../../lm/backend';
import type { BackendName } from '../../../experiment/names';
import { measure } from '../bench/measure';
import { BENCH_WORKS, type BenchBackend, type BenchReport, type BenchRequest } from '../../../protocol/bench';

const now = () => performance.now();

async function measureBackend(
  backend: BackendName,
  allowSoftwareAdapter: boolean,
  report: (known: BenchBackend) => void,
): Promise<void> {
  let known: BenchBackend = { backend, device: '', reason: '', rows: {} };
  try {
    const address = new URL(wasmUrl, location.href).href;
    const { device } = await openBackend(backend, { allowSoftwareAdapter, wasmUrl: address });
    known = { ...known, device };
    report(known);
    for (const work of BENCH_WORKS) {
      for await (const row of measure(work, now)) {
        known = { ...known, rows: { ...known.rows, [work]: row } };
        report(known);
      }
    }
  } catch (error) {
    report({ ...known, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function measureAll({ backends, allowSoftwareAdapter }: BenchRequest): Promise<void> {
  const known: BenchBackend[] = [];
  const report = (done: boolean) => postMessage({ done, backends: known } satisfies BenchReport);
  for (const [i, backend] of backends.entries()) {
    await measureBackend(backend, allowSoftwareAdapter, (now) => {
      known[i] = now;
      report(false);
    });
  }
  report(true);
}

export function onMessage({ data }: MessageEvent<BenchRequest>): void {
  void measureAll(data);
}
