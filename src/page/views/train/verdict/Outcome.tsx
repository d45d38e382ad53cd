/** What comes of a run: what goes wrong, as soon as it shows; at its end what it came to, and the way on. */
import { useMemo } from 'react';
import type { TrainedStage } from '../../../../experiment/names';
import { useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { LineChart } from '../../../ui/charts/LineChart';
import { formatMetric, formatMetricMeasured } from '../../../ui/format';
import { STAGE_PAGES } from '../pages';
import type { Change } from './change';
import { diagnose, type Diagnosis } from './diagnosis';
import { GoOn } from './GoOn';
import styles from './Outcome.module.css';
import { verdictOf } from './verdict';

export function Outcome({ stage }: { readonly stage: TrainedStage }) {
  const curves = useStore(({ run }) => run.curves[stage].at(-1));
  const done = useStore(({ run }) => run.stages[stage]?.status === 'done');
  const diagnosis = useMemo(() => (curves === undefined ? null : diagnose(stage, curves)), [stage, curves]);
  const verdict = useMemo(() => (done && curves ? verdictOf(stage, curves) : null), [stage, done, curves]);
  if (!done && diagnosis === null) return null;
  const sentence = verdict === null ? null : sentenceOf(stage, verdict.outcome, verdict.main);
  return (
    <section className={styles.outcome} aria-label={text.verdict.label} data-testid="outcome">
      {diagnosis !== null && <Warning stage={stage} diagnosis={diagnosis} />}
      {done && (
        <>
          <p className={styles.sentence} role="status" data-testid="verdict" data-outcome={verdict?.outcome ?? ''}>
            {sentence ?? text.verdict.tooShort}
          </p>
          {verdict !== null && verdict.beside.length > 0 && (
            <p className={styles.beside}>
              {[...verdict.beside.map(besideText), text.verdict.ends(verdict.last)].join(' · ')}
            </p>
          )}
          <GoOn stage={stage} sick={diagnosis !== null} />
        </>
      )}
    </section>
  );
}

function sentenceOf(stage: TrainedStage, outcome: 'better' | 'same' | 'worse', main: Change): string {
  return text.verdict.main[stage][outcome](
    formatMetricMeasured(main.metric, main.from),
    formatMetricMeasured(main.metric, main.to),
  );
}

function besideText({ metric, from, to }: Change): string {
  const [before, now] = [formatMetricMeasured(metric, from), formatMetricMeasured(metric, to)];
  return text.verdict.beside(text.metrics[metric].label, before, now);
}

/** With the curve that shows it, where the main chart does not. */
function Warning({ stage, diagnosis }: { readonly stage: TrainedStage; readonly diagnosis: Diagnosis }) {
  const { charts, more } = STAGE_PAGES[stage];
  const spec = [...charts, ...more].find(({ lines }) => lines.some(({ metric }) => metric === diagnosis.metric));
  return (
    <div className={styles.warning} data-testid="diagnosis" data-ailment={diagnosis.ailment}>
      <p role="alert">{ailmentText(diagnosis)}</p>
      {spec !== undefined && spec.main !== true && (
        <div className={styles.curve}>
          <LineChart stage={stage} spec={spec} />
        </div>
      )}
    </div>
  );
}

function ailmentText({ ailment, metric, iteration, value }: Diagnosis): string {
  const { ailments } = text.verdict;
  const now = formatMetric(metric, value);
  if (ailment === 'diverged') return ailments.diverged[metric === 'kl' ? 'kl' : 'loss'](iteration, now);
  return ailments[ailment](iteration, now);
}
