/** All that moved in a run, with its errors, for whoever asks. */
import { text } from '../../../text/text';
import { formatMetricMeasured } from '../../../ui/format';
import type { Change } from './change';
import styles from './Outcome.module.css';
import type { Verdict } from './verdict';

export function InNumbers({ verdict: { main, beside } }: { readonly verdict: Verdict }) {
  const notes = [text.verdict.oneError, ...(main.last > 1 ? [text.verdict.ends(main.last)] : [])];
  return (
    <details className={styles.numbers}>
      <summary data-testid="in-numbers">{text.verdict.numbers}</summary>
      <p>{[...[main, ...beside].map(movedText), ...notes].join(' · ')}</p>
    </details>
  );
}

function movedText({ metric, from, to }: Change): string {
  const [before, now] = [formatMetricMeasured(metric, from), formatMetricMeasured(metric, to)];
  return text.verdict.moved(text.metrics[metric].label, before, now);
}
