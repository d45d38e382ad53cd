/** The answers to one prompt in the labeler's order, with the reward model's scores. */
import type { RankedResponse } from '../../../../protocol/microSteps';
import { text } from '../../../text/text';
import { formatFixed } from '../../../ui/format';
import { showTokens } from '../../../store/tokenText';
import styles from './MicroStepView.module.css';

interface Props {
  readonly ranking: readonly RankedResponse[];
  readonly scoresBefore: readonly number[] | null;
}

export function Ranking({ ranking, scoresBefore }: Props) {
  const scored = ranking.some(({ score }) => score !== null);
  const order = ranking.map((response, i) => ({ ...response, before: scoresBefore?.[i] ?? null }));
  order.sort((a, b) => a.rank - b.rank);
  return (
    <table className={styles.ranking}>
      <thead>
        <tr>
          <th scope="col">{text.comparisons.rank}</th>
          <th scope="col">{text.comparisons.answer}</th>
          <th scope="col">{text.comparisons.from}</th>
          {scoresBefore !== null && (
            <th scope="col" className={styles.number}>
              {text.comparisons.scoreBefore}
            </th>
          )}
          {scored && (
            <th scope="col" className={styles.number}>
              {scoresBefore === null ? text.comparisons.score : text.comparisons.scoreAfter}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {order.map(({ rank, text: answer, from, score, before }, i) => (
          <tr key={i}>
            <td className={styles.number}>{rank}</td>
            <td className={styles.answer}>{showTokens(answer) || text.inside.silent}</td>
            <td className={styles.from}>{text.comparisons.origins[from]}</td>
            {scoresBefore !== null && (
              <td className={styles.number} data-column="scoreBefore" data-value={before}>
                {before === null ? '' : formatFixed(before, 2)}
              </td>
            )}
            {scored && (
              <td className={`${styles.number} ${styles.score}`} data-column="score" data-value={score}>
                {score === null ? '' : formatFixed(score, 2)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
