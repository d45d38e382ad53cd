/** The table: a row for each measure, a column for each model, every number with its standard error. */
import { SPEAKERS } from '../../../experiment/names';
import type { PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { formatSpread } from '../../ui/format';
import { Term } from '../../ui/Term';
import { SPEAKER_COLORS, textColor } from '../../ui/colors';
import styles from './Evaluate.module.css';
import { GROUPS, measured } from './measures';

export function Marks({ evaluations }: { readonly evaluations: PageModel['evaluations'] }) {
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={text.evaluate.heading}>
      <table className={styles.marks}>
        <thead>
          <tr>
            <th scope="col">{text.evaluate.measure}</th>
            {SPEAKERS.map((speaker) => (
              <th scope="col" key={speaker} style={{ color: textColor(SPEAKER_COLORS[speaker]) }}>
                <Term meaning={text.speakers[speaker].meaning}>{text.speakers[speaker].label}</Term>
              </th>
            ))}
          </tr>
        </thead>
        {GROUPS.map(({ group, rows }) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={1 + SPEAKERS.length} className={styles.group}>
                <span>
                  <Term meaning={text.evaluate.groups[group].meaning}>{text.evaluate.groups[group].label}</Term>
                </span>
              </th>
            </tr>
            {rows.map(({ measure, write }) => (
              <tr key={measure} className={measure === 'gold' ? styles.gold : undefined}>
                <th scope="row">
                  <Term meaning={text.evaluation[measure].meaning}>{text.evaluation[measure].label}</Term>
                </th>
                {SPEAKERS.map((speaker) => {
                  const mark = measured(evaluations[speaker], measure);
                  return (
                    <td
                      key={speaker}
                      data-testid={`evaluation-${speaker}-${measure}`}
                      data-value={mark?.value ?? ''}
                      data-error={mark?.error ?? ''}
                    >
                      <span>{mark === null ? text.number.none : write(mark.value)}</span>
                      <span className={styles.error}>{mark !== null && formatSpread(mark, write)}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
