/** One prompt and its three answers: before, learned without the rankings, learned with them. */
import { Star } from 'lucide-react';
import type { LearnedAnswer, LearnedPrompt } from '../../../protocol/label';
import type { Favorite } from '../../store/label/favorites';
import { showTokens } from '../../store/tokenText';
import type { Whose } from '../../text/en/labelEffect';
import { text } from '../../text/text';
import { ChangedWords } from '../../ui/ChangedWords';
import { isFooled } from '../../ui/fooled';
import { formatFixed } from '../../ui/format';
import { Gold } from '../../ui/gold/Gold';
import { answerText } from './answerText';
import parts from './parts.module.css';
import styles from './Effect.module.css';

const words = text.learn;

interface Props {
  readonly asked: LearnedPrompt;
  /** The answers that were ranked best, where the prompt was ranked. */
  readonly favorites: readonly Favorite[];
  readonly whose: Whose;
}

export function LearnedPromptView({ asked, favorites, whose }: Props) {
  const { prompt, before, without, with: taught } = asked;
  const one = before.text === without.text && without.text === taught.text;
  const favoriteOf = (answer: LearnedAnswer) => favorites.find((each) => each.text === answer.text) ?? null;
  const given = [before, without, taught].some((answer) => favoriteOf(answer) !== null);
  // Of a class's many favorites, that of most labelers, and the learner's.
  const wanted = given ? [] : favorites.filter(({ mine }, i) => i === 0 || mine);
  const line = (name: string, answer: LearnedAnswer, than: LearnedAnswer | null) => (
    <Line name={name} prompt={prompt} answer={answer} than={than} favorite={favoriteOf(answer)} />
  );
  return (
    <li data-testid="learned-prompt" data-changed={taught.text !== without.text}>
      <p className={styles.prompt}>{showTokens(prompt)}</p>
      <dl className={styles.answers}>
        {wanted.map(({ text: written, mine, others }) => (
          <div key={written}>
            <dt>{words.favorite(mine, others)}</dt>
            <dd className={parts.written}>{answerText(written)}</dd>
          </div>
        ))}
        {line(words.before, before, null)}
        {!one && line(text.effect.without(whose), without, before)}
        {!one && line(text.effect.with(whose), taught, without)}
      </dl>
      {one && <p className={parts.note}>{words.alike(whose)}</p>}
    </li>
  );
}

interface LineProps {
  readonly name: string;
  readonly prompt: string;
  readonly answer: LearnedAnswer;
  /** The answer that it is compared with. */
  readonly than: LearnedAnswer | null;
  /** Null: nobody ranked it best. */
  readonly favorite: Favorite | null;
}

function Line({ name, prompt, answer, than, favorite }: LineProps) {
  const { text: written, ended, score, gold } = answer;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={parts.written}>
          {written === '' ? text.label.silent : <ChangedWords before={than && than.text} now={written} />}
        </span>{' '}
        <span className={styles.marks}>
          {favorite && (
            <span className={styles.favorite}>
              <Star size="1em" aria-hidden="true" /> {words.favorite(favorite.mine, favorite.others)}{' '}
            </span>
          )}
          <span>{words.score(formatFixed(score, 2))}</span>{' '}
          {gold !== null && (
            <span>
              {words.gold} <Gold gold={gold} prompt={prompt} response={written} ended={ended} />
            </span>
          )}
        </span>
        {isFooled(than, answer) && (
          <p className={styles.fooled} data-testid="learned-fooled">
            {text.answers.fooled}
          </p>
        )}
      </dd>
    </div>
  );
}
