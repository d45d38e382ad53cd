/** What the rankings did to the favorite answers: score and rank without and with them, the most moved first. */
import type { LabelEffect } from '../../../protocol/label';
import { movedPrompts, countMoved, type MovedFavorite, type MovedPrompt } from '../../store/label/movedPrompts';
import { showTokens } from '../../store/tokenText';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { FirstFew } from '../../ui/FirstFew';
import { formatFixed } from '../../ui/format';
import { answerText } from './answerText';
import parts from './parts.module.css';
import styles from './Effect.module.css';

const words = text.effect.moved;

interface Props {
  readonly effect: LabelEffect;
  readonly whose: Whose;
}

export function Moved({ effect, whose }: Props) {
  const moved = movedPrompts(effect);
  if (moved.length === 0) return null;
  const { favorites, higher, firstWithout, firstWith } = countMoved(moved);
  return (
    <div className={parts.column} data-testid="label-moved">
      <p>
        <b>{words.sum(whose, favorites, higher)}</b> {words.first(whose, firstWithout, firstWith)}
      </p>
      <FirstFew items={moved} most={3} className={styles.moved} rest={({ length }) => words.rest(length)}>
        {(each) => <Row key={each.prompt} moved={each} />}
      </FirstFew>
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
