/** Prompts with the model's answers and what they were given: the reward model's score and the judge's mark. */
import type { Episode } from '../../protocol/microSteps';
import { text } from '../text/text';
import styles from './Episodes.module.css';
import { formatFixed } from './format';
import { Gold } from './gold/Gold';
import { showTokens } from '../store/tokenText';
import { textColor } from './colors';

interface Props {
  readonly episodes: readonly Episode[];
  readonly label: string;
}

/** Nothing where there are none, as in runs that older pages saved. */
export function Episodes({ episodes, label }: Props) {
  if (episodes.length === 0) return null;
  const scored = episodes.some(({ score }) => score !== null);
  const marked = episodes.some(({ gold }) => gold !== null);
  return (
    <table className={styles.episodes} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{text.inside.prompt}</th>
          <th scope="col">{text.inside.response}</th>
          {scored && (
            <th scope="col" style={{ color: textColor('rewardModel') }}>
              {text.inside.score}
            </th>
          )}
          {marked && <th scope="col">{text.inside.gold}</th>}
        </tr>
      </thead>
      <tbody>
        {episodes.map(({ prompt, response, ended, score, gold }, i) => (
          <tr key={i}>
            <td className={styles.prompt}>{showTokens(prompt)}</td>
            <td>
              {response === '' ? <span className={styles.unfinished}>{text.inside.silent}</span> : showTokens(response)}
              {!ended && <span className={styles.unfinished}> … {text.inside.unfinished}</span>}
            </td>
            {scored && (
              <td
                className={styles.number}
                style={{ color: textColor('rewardModel') }}
                data-column="score"
                data-value={score}
              >
                {score === null ? '' : formatFixed(score, 2)}
              </td>
            )}
            {marked && (
              <td className={`${styles.number} ${styles.gold}`} data-column="gold" data-value={gold}>
                {gold !== null && <Gold {...{ gold, prompt, response, ended }} />}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
