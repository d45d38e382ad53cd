/** What the rankings did to the favorite answers: score and rank without and with them, the most moved first. */
import type { LabelEffect, OwnRanking } from '../../../protocol/label';
import { movedPrompts, movementOf, type MovedFavorite, type MovedPrompt } from '../../store/label/movedPrompts';
import { showTokens } from '../../store/tokenText';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import { answerText } from './answerText';
import parts from './parts.module.css';
import styles from './Effect.module.css';

const words = text.effect.moved;

/** On view before the rest is unfolded. */
const MOST = 3;

interface Props {
  readonly effect: LabelEffect;
  readonly rankings: readonly OwnRanking[];
  readonly whose: Whose;
}

export function Moved({ effect, rankings, whose }: Props) {
  const moved = movedPrompts(rankings, effect.scores);
  if (moved.length === 0) return null;
  const { favorites, higher, firstWithout, firstWith } = movementOf(moved);
  const row = (each: MovedPrompt) => <Row key={each.prompt} moved={each} />;
  return (
    <div className={parts.column} data-testid="label-moved">
      <p>
        <b>{words.sum(whose, favorites, higher)}</b> {words.first(whose, firstWithout, firstWith)}
      </p>
      <ol className={styles.moved} role="list">
        {moved.slice(0, MOST).map(row)}
      </ol>
      {moved.length > MOST && (
        <details className={styles.fold}>
          <summary>{words.rest(moved.length - MOST)}</summary>
          <ol className={styles.moved} role="list">
            {moved.slice(MOST).map(row)}
          </ol>
        </details>
      )}
    </div>
  );
}

function Row({ moved: { prompt, favorites, answers, heldOut } }: { readonly moved: MovedPrompt }) {
  return (
    <li data-testid="moved-prompt">
      <p className={styles.prompt}>{showTokens(prompt)}</p>
      {heldOut && <p className={parts.note}>{words.heldOut}</p>}
      {favorites.map((favorite) => (
        <FavoriteView key={favorite.text} favorite={favorite} answers={answers} />
      ))}
    </li>
  );
}

interface FavoriteProps {
  readonly favorite: MovedFavorite;
  readonly answers: number;
}

function FavoriteView({ favorite: { text: written, mine, others, without, with: taught }, answers }: FavoriteProps) {
  return (
    <div data-testid="moved-favorite" data-without={without.score} data-with={taught.score}>
      <p>
        <span className={parts.note}>{words.favorite(mine, others)}</span>{' '}
        <span className={parts.written}>{answerText(written)}</span>
      </p>
      <p className={styles.numbers}>
        <b>{words.says(formatFixed(without.score, 2), formatFixed(taught.score, 2))}</b>{' '}
        <span>{words.ranks(without.rank, taught.rank, answers)}</span>
      </p>
    </div>
  );
}
