/** The answers of one respondent. */
import { Star } from 'lucide-react';
import type { Answer, AnswerPlace, RespondentAnswers } from '../../../protocol/compare';
import { text } from '../../text/text';
import { formatFixed, formatMeasured } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { lineColor, SPEAKER_COLORS, textColor } from '../../ui/colors';
import styles from './Answers.module.css';
import { Badges } from './Badges';
import { respondentMeaning } from './respondentName';
import { signed } from './signed';
import { bestOf, meanGold, meanScore, wholeLogRatio, type Mean } from './summary';
import { Tokens } from './Tokens';
import { Term } from '../../ui/Term';

interface Props {
  readonly each: RespondentAnswers;
  readonly name: string;
  readonly prompt: string;
  /** The token of these answers whose attention is on view. */
  readonly place: AnswerPlace | null;
  readonly onChoose: ((sample: number, token: number) => void) | null;
}

export function Column({ each: { respondent, answers }, name, prompt, place, onChoose }: Props) {
  const color = SPEAKER_COLORS[respondent.speaker];
  const best = bestOf(answers);
  return (
    <article
      className={styles.column}
      style={{ borderTopColor: lineColor(color) }}
      data-added={respondent.name !== null}
      {...(onChoose ? { 'data-testid': `answer-${respondent.id}` } : {})}
    >
      <h4 className={styles.name} style={{ color: textColor(color) }}>
        <Term meaning={respondentMeaning(respondent)}>{name}</Term>
      </h4>
      {answers.length > 1 && <Means answers={answers} />}
      {answers.map((answer, i) => (
        <div key={i} className={styles.one} data-best={i === best}>
          {i === best && (
            <p className={styles.best}>
              <Star size="1em" aria-hidden="true" /> {text.compare.best}
            </p>
          )}
          {answer.text === '' && <p className={shared.quiet}>{text.inside.silent}</p>}
          {answer.tokens.length > 0 && (
            <Tokens
              answer={answer}
              chosen={place?.sample === i ? place.token : null}
              onChoose={onChoose && ((token) => onChoose(i, token))}
            />
          )}
          {!answer.ended && <p className={styles.unfinished}>{text.inside.unfinished}</p>}
          <Badges answer={answer} prompt={prompt} />
          <p className={styles.whole}>{respondent.id === 'sft' ? text.compare.isReference : wholeSentence(answer)}</p>
        </div>
      ))}
    </article>
  );
}

function wholeSentence(answer: Answer): string {
  const whole = wholeLogRatio(answer);
  return whole === null ? text.compare.noReference : text.compare.whole(signed(whole));
}

function Means({ answers }: { readonly answers: readonly Answer[] }) {
  return (
    <p className={styles.means} data-testid="means">
      <span>
        {text.compare.mean} {text.compare.of(answers.length)}
      </span>
      <MeanOf name="score" label={text.compare.score} mean={meanScore(answers)} />
      <MeanOf name="gold" label={text.compare.marks.gold.label} mean={meanGold(answers)} />
    </p>
  );
}

interface MeanProps {
  readonly name: string;
  readonly label: string;
  readonly mean: Mean | null;
}

function MeanOf({ name, label, mean }: MeanProps) {
  return (
    <span data-mean={name} data-value={mean?.value ?? ''} data-error={mean?.error ?? ''}>
      {label} <b>{formatMeasured(mean, (value) => formatFixed(value, 2))}</b>
    </span>
  );
}
