/** One saved ranking: its answers from best to worst, and the ways to edit and delete it. */
import { Pencil, Trash2 } from 'lucide-react';
import type { OwnRanking, WithAndWithout } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import type { ImportedLabeler } from '../../store/label/labelers';
import { rankOf } from '../../store/label/levels';
import { labelActions, useRankings } from '../../store/label/rankings';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import { showTokens } from '../../store/tokenText';
import { answerText } from './answerText';
import { focusKeptHeading } from './keptHeading';
import { LabelerName } from './LabelerName';
import parts from './parts.module.css';
import styles from './SavedRanking.module.css';

const words = text.rankings;

interface Props {
  readonly ranking: OwnRanking;
  /** Whose it is; null: the learner's own. */
  readonly labeler: ImportedLabeler | null;
  /** From the reward models that were compared last. */
  readonly scores: WithAndWithout<readonly number[]> | undefined;
}

export function SavedRanking({ ranking, labeler, scores }: Props) {
  const { id, responses, levels } = ranking;
  const prompt = showTokens(ranking.prompt) || words.emptyPrompt;
  const onDesk = useRankings(({ draft }) => draft?.replaces === id);
  return (
    <li className={styles.ranking} data-testid="kept-label" aria-current={onDesk}>
      <div className={parts.head}>
        <h3 className={styles.prompt}>{prompt}</h3>
        <span className={parts.note} data-testid="kept-whose">
          {labeler === null ? words.you : <LabelerName labeler={labeler} />}
        </span>
        <span className={parts.moves}>
          {labeler === null && (
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
          )}
          <button
            type="button"
            aria-label={words.remove(prompt)}
            data-testid="kept-remove"
            onClick={() => {
              focusKeptHeading();
              labelActions.remove(id);
            }}
          >
            <Trash2 size="1em" aria-hidden="true" />
          </button>
        </span>
      </div>
      {!isLearnable(ranking) && <p className={parts.note}>{words.leftOut}</p>}
      <table className={parts.table}>
        <thead>
          <tr>
            <th scope="col">{words.rank}</th>
            <th scope="col">{words.answer}</th>
            {scores && (
              <>
                <th scope="col" className={parts.number}>
                  {words.scoreWithout}
                </th>
                <th scope="col" className={parts.number}>
                  {words.scoreWith}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {levels.flat().map((i) => (
            <tr key={i}>
              <td className={parts.number}>{rankOf(levels, i)}</td>
              <td className={parts.written}>{answerText(responses[i].text)}</td>
              {scores && (
                <>
                  <td className={parts.number}>{formatFixed(scores.without[i], 2)}</td>
                  <td className={parts.number}>{formatFixed(scores.with[i], 2)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </li>
  );
}
