/** What an update measured, and the texts of the corpus that it learned from besides. */
import { METRICS, type MetricName } from '../../../../experiment/metrics';
import type { MicroStep } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { formatMetric } from '../../../ui/format';
import shared from '../../../ui/shared.module.css';
import { showTokens } from '../../../store/tokenText';
import { Term } from '../../../ui/Term';
import styles from './MicroStepView.module.css';

type Step = Extract<MicroStep, { stage: 'ppo'; kind: 'update' }>;

const NAMES = (Object.keys(METRICS) as MetricName[]).filter((name) => name !== 'ptxLoss');

export function UpdateNumbers({ step: { numbers, update, of } }: { readonly step: Step }) {
  return (
    <p className={styles.figures} data-testid="update-numbers">
      <span>
        {text.inside.update(update, of)}, {text.step.updateNumbers}:
      </span>
      {NAMES.map((name) => (
        <Figure key={name} name={name} value={numbers[name]} />
      ))}
    </p>
  );
}

export function Ptx({ step: { ptxTexts, numbers } }: { readonly step: Step }) {
  if (ptxTexts.length === 0) return null;
  return (
    <section>
      <h2 className={`${shared.heading} ${styles.ptx}`}>
        {text.step.ptx} <Figure name="ptxLoss" value={numbers.ptxLoss} />
      </h2>
      {ptxTexts.map((each, i) => (
        <p key={i} className={styles.corpus}>
          {showTokens(each)}
        </p>
      ))}
    </section>
  );
}

function Figure({ name, value }: { readonly name: MetricName; readonly value: number | undefined }) {
  if (value === undefined) return null;
  const { label, meaning } = text.metrics[name];
  return (
    <span data-metric={name} data-value={value}>
      <Term meaning={meaning}>{label}</Term> <b>{formatMetric(name, value)}</b>
    </span>
  );
}
