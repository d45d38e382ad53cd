/** What the rankings did to the favorite answers: score and rank without and with them, the most moved first. */
import type { LabelEffect, OwnRanking } from '../../../protocol/label';
import { movedPrompts, movementOf, type MovedPrompt } from '../../store/label/movedPrompts';
import { showTokens } from '../../store/tokenText';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
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
  const row = (each: MovedPrompt) => <Row key={each.id} moved={each} whose={whose} />;
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

function Row({ moved, whose }: { readonly moved: MovedPrompt; readonly whose: Whose }) {
  const { prompt, favorite, answers, without, with: taught, heldOut } = moved;
  return (
    <li data-testid="moved-prompt" data-without={without.score} data-with={taught.score}>
      <p className={styles.prompt}>{showTokens(prompt)}</p>
      <p>
        <span className={parts.note}>{words.favorite(whose)}</span>{' '}
        <span className={parts.written}>{favorite === '' ? text.label.silent : showTokens(favorite)}</span>
      </p>
      <p className={styles.numbers}>
        <b>{words.says(formatFixed(without.score, 2), formatFixed(taught.score, 2))}</b>{' '}
        <span>{words.ranks(without.rank, taught.rank, answers)}</span>
        {heldOut && <span className={parts.note}> ({words.heldOut})</span>}
      </p>
    </li>
  );
}
