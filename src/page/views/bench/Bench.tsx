/** `/?bench`: how fast this machine trains and answers, for anyone to measure and to copy. */
import { useEffect, useState } from 'react';
import { fromQuery } from '../../../experiment/query';
import type { BackendName } from '../../../experiment/names';
import { defaultSettings } from '../../../experiment/settings';
import { startWorker } from '../../store/wire/startWorker';
import { nameKnobs } from '../../text/nameKnobs';
import { text } from '../../text/text';
import { formatDuration } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import styles from './Bench.module.css';
import { estimate } from './estimate';
import {
  BENCH_WORKS,
  type BenchBackend,
  type BenchReport,
  type BenchRequest,
  type Spread,
} from '../../../protocol/bench';

/** The link may name one backend that has fused kernels; a software adapter is measured only then. */
function requestFrom(query: string): BenchRequest & { readonly problems: readonly string[] } {
  const { page, problems: raw } = fromQuery(query);
  const problems = raw.map(nameKnobs);
  const fused: readonly BackendName[] = ['webgpu', 'wasm'];
  const backends = fused.filter((backend) => page.backend === backend);
  return {
    backends: backends.length === 0 ? fused : backends,
    allowSoftwareAdapter: page.backend === 'webgpu',
    problems: page.backend === 'cpu' ? [...problems, text.bench.noFusedCpu] : problems,
  };
}

const NOTHING: BenchReport = { done: false, backends: [] };

/** Measures once, in a worker that ends with the view. */
function useReport({ backends, allowSoftwareAdapter }: BenchRequest): BenchReport & { readonly failed: boolean } {
  const [report, setReport] = useState(NOTHING);
  const [failed, setFailed] = useState(false);
  const wanted = backends.join();
  useEffect(() => {
    const worker = startWorker('bench');
    worker.onmessage = ({ data }: MessageEvent<BenchReport>) => setReport(data);
    worker.onerror = (event) => {
      event.preventDefault();
      setFailed(true);
    };
    const request: BenchRequest = { backends: wanted.split(',') as BackendName[], allowSoftwareAdapter };
    worker.postMessage(request);
    return () => worker.terminate();
  }, [wanted, allowSoftwareAdapter]);
  return { ...report, failed };
}

const milliseconds = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function Milliseconds({ value }: { readonly value: Spread }) {
  return (
    <td className={styles.number} title={text.bench.range(milliseconds(value.min), milliseconds(value.max))}>
      {milliseconds(value.median)}
    </td>
  );
}

function Rows({ backend, device, reason, rows }: BenchBackend) {
  return (
    <tbody data-testid={`bench-${backend}`}>
      <tr>
        <th colSpan={6} scope="rowgroup">
          {text.backends[backend]} <span className={styles.device}>{reason === '' ? device : reason}</span>
        </th>
      </tr>
      {BENCH_WORKS.map((work) => {
        const row = rows[work];
        if (!row) return null;
        const { fused, plain, rounds, tokens } = row;
        return (
          <tr key={work} data-testid={`bench-${backend}-${work}`} data-ratio={plain.median / fused.median}>
            <th scope="row">{text.bench.works[work]}</th>
            <Milliseconds value={fused} />
            <Milliseconds value={plain} />
            <td className={styles.number}>{text.bench.times((plain.median / fused.median).toPrecision(3))}</td>
            <td className={styles.number}>{((1000 * tokens) / fused.median).toFixed(0)}</td>
            <td className={styles.number}>{rounds}</td>
          </tr>
        );
      })}
    </tbody>
  );
}

/** Says how long training would take on this machine. */
function Verdict({ backends }: { readonly backends: readonly BenchBackend[] }) {
  const found = estimate(backends, defaultSettings());
  if (!found) return <p>{text.bench.nothing}</p>;
  const { backend, seconds, ppoSeconds } = found;
  return (
    <>
      <p className={styles.verdict} data-testid="bench-verdict" data-seconds={seconds}>
        {text.bench.verdict(text.backends[backend], formatDuration(seconds), formatDuration(ppoSeconds))}
      </p>
      <p className={shared.quiet}>{text.bench.derived}</p>
    </>
  );
}

/** The result as text; shown where the browser forbids copying. */
function CopyResult({ result, disabled }: { readonly result: string; readonly disabled: boolean }) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(result);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <>
      <p>
        <button type="button" data-testid="bench-copy" disabled={disabled} onClick={copy}>
          {text.bench.copy}
        </button>{' '}
        <span aria-live="polite">{outcome !== null && text.bench[outcome]}</span>
      </p>
      {outcome === 'failed' && <pre className={styles.result}>{result}</pre>}
    </>
  );
}

export function Bench() {
  const [request] = useState(() => requestFrom(location.search));
  const { done, backends, failed } = useReport(request);
  const result = JSON.stringify({ userAgent: navigator.userAgent, backends }, null, 2);
  return (
    <main className={styles.bench}>
      <h1>{text.bench.heading}</h1>
      <p>{text.bench.sentence}</p>
      {request.problems.map((problem) => (
        <p key={problem} role="alert">
          {problem}
        </p>
      ))}
      <table className={styles.table}>
        <thead>
          <tr>
            {text.bench.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        {backends.map((each) => (
          <Rows key={each.backend} {...each} />
        ))}
      </table>
      <p className={shared.quiet}>{text.bench.legend}</p>
      <div className={styles.outcome} role="status">
        <p data-testid="bench-status" data-done={done}>
          {failed ? text.bench.crashed : done ? text.bench.done : text.bench.running}
        </p>
        {done && <Verdict backends={backends} />}
      </div>
      <CopyResult result={result} disabled={!done} />
      <p>
        <a href="./" className={shared.link} data-testid="bench-back">
          {text.bench.back}
        </a>
      </p>
    </main>
  );
}
