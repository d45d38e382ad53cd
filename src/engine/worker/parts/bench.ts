/** The worker of `/?bench`: measures this machine backend by backend, and tells the view what is known after every round. */
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { openBackend } from '../../lm/backend';
import type { BackendName } from '../../../experiment/names';
import { measure } from '../bench/measure';
import { BENCH_WORKS, type BenchBackend, type BenchReport, type BenchRequest } from '../../../protocol/bench';

const now = () => performance.now();

async function measureBackend(
  backend: BackendName,
  allowSoftwareAdapter: boolean,
  tell: (known: BenchBackend) => void,
): Promise<void> {
  let known: BenchBackend = { backend, device: '', reason: '', rows: {} };
  try {
    const address = new URL(wasmUrl, location.href).href;
    const { device } = await openBackend(backend, { allowSoftwareAdapter, wasmUrl: address });
    known = { ...known, device };
    tell(known);
    for (const work of BENCH_WORKS) {
      for await (const row of measure(work, now)) {
        known = { ...known, rows: { ...known.rows, [work]: row } };
        tell(known);
      }
    }
  } catch (error) {
    tell({ ...known, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function measureAll({ backends, allowSoftwareAdapter }: BenchRequest): Promise<void> {
  const known: BenchBackend[] = [];
  const tell = (done: boolean) => postMessage({ done, backends: known } satisfies BenchReport);
  for (const [i, backend] of backends.entries()) {
    await measureBackend(backend, allowSoftwareAdapter, (now) => {
      known[i] = now;
      tell(false);
    });
  }
  tell(true);
}

export function onMessage({ data }: MessageEvent<BenchRequest>): void {
  void measureAll(data);
}
