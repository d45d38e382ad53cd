/** One kept ranking: its answers from best to worst, to be looked at again or deleted. */
import { Pencil, Trash2 } from 'lucide-react';
import type { OwnRanking, WithAndWithout } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import { rankOf } from '../../store/label/levels';
import { labelActions, useRankings } from '../../store/label/rankings';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import { showTokens } from '../../store/tokenText';
import styles from './Label.module.css';

const words = text.label.kept;

interface Props {
  readonly ranking: OwnRanking;
  /** From the reward models that were compared last. */
  readonly scores: WithAndWithout<readonly number[]> | undefined;
}

export function SavedRanking({ ranking, scores }: Props) {
  const { id, responses, levels } = ranking;
  const prompt = showTokens(ranking.prompt) || words.emptyPrompt;
  const onDesk = useRankings(({ draft }) => draft?.replaces === id);
  return (
    <li className={styles.label} data-testid="kept-label" aria-current={onDesk}>
      <div className={styles.head}>
        <h3 className={styles.question}>{prompt}</h3>
        <span className={styles.moves}>
          <button
            type="button"
            aria-label={words.edit(prompt)}
            data-testid="kept-edit"
            onClick={() => {
              labelActions.edit(id);
              scrollTo({ top: 0 });
            }}
          >
            <Pencil size="1em" aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-label={words.remove(prompt)}
            data-testid="kept-remove"
            onClick={() => labelActions.remove(id)}
          >
            <Trash2 size="1em" aria-hidden="true" />
          </button>
        </span>
      </div>
      {!isLearnable(ranking) && <p className={styles.note}>{words.leftOut}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.rank}</th>
            <th scope="col">{words.answer}</th>
            {scores && (
              <>
                <th scope="col" className={styles.number}>
                  {words.scoreWithout}
                </th>
                <th scope="col" className={styles.number}>
                  {words.scoreWith}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {levels.flat().map((i) => (
            <tr key={i}>
              <td className={styles.number}>{rankOf(levels, i)}</td>
              <td className={styles.written}>{showTokens(responses[i].text) || text.label.silent}</td>
              {scores && (
                <>
                  <td className={styles.number}>{formatFixed(scores.without[i], 2)}</td>
                  <td className={styles.number}>{formatFixed(scores.with[i], 2)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </li>
  );
}
