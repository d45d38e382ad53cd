/** What a labeler can say of one answer besides its rank: overall quality, and yes or no to a few questions. */
import { LABEL_FLAGS, type LabeledResponse } from '../../../protocol/label';
import { labelActions } from '../../store/label/rankings';
import { text } from '../../text/text';
import { Cited } from '../../ui/Cited';
import parts from './parts.module.css';
import styles from './Remarks.module.css';

const QUALITIES = [1, 2, 3, 4, 5, 6, 7] as const;

interface Props {
  readonly response: number;
  readonly said: LabeledResponse | undefined;
  /** Where it stands, in words. */
  readonly rank: string;
}

export function Remarks({ response, said, rank }: Props) {
  if (!said) return null;
  const { quality, flags } = said;
  return (
    <details className={styles.remarks} data-testid="label-remarks">
      <summary>{text.label.remarks(rank)}</summary>
      <label className={styles.quality}>
        {text.label.quality}
        <select
          data-testid="label-quality"
          value={quality ?? ''}
          onChange={({ target }) =>
            labelActions.setQuality(response, target.value === '' ? null : Number(target.value))
          }
        >
          <option value="">{text.label.noQuality}</option>
          {QUALITIES.map((n) => (
            <option key={n} value={n}>
              {text.label.qualityOf(n)}
            </option>
          ))}
        </select>
        <span>{text.label.qualityRange}</span>
      </label>
      <div className={styles.flags}>
        {LABEL_FLAGS.map((flag) => (
          <label key={flag}>
            <input
              type="checkbox"
              data-testid={`label-flag-${flag}`}
              checked={flags.includes(flag)}
              onChange={({ target }) => labelActions.setFlag(response, flag, target.checked)}
            />
            {text.label.flags[flag]}
          </label>
        ))}
      </div>
      <p className={parts.note}>
        <Cited>{text.label.remarksSource}</Cited>
      </p>
    </details>
  );
}
