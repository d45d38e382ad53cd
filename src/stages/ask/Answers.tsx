/** The answers of all models to one prompt. */
import type { Answer } from '../../protocol';
import { SPEAKERS } from '../../protocol';
import type { AnswerSet } from '../../store/run';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { showTokens } from '../../ui/specials';
import { lineColor, SPEAKER_VOICES, textColor } from '../../ui/voices';
import styles from './Ask.module.css';

interface Props {
  readonly set: AnswerSet;
  /** Only the newest answers carry the names that they are looked up by. */
  readonly newest: boolean;
}

export function Answers({ set, newest }: Props) {
  return (
    <section className={styles.set}>
      <h3 className={styles.question}>{showTokens(set.prompt)}</h3>
      <div className={styles.answers}>
        {SPEAKERS.flatMap((speaker) => set.answers.filter((answer) => answer.speaker === speaker)).map((answer) => (
          <article
            key={answer.speaker}
            className={styles.answer}
            style={{ borderTopColor: lineColor(SPEAKER_VOICES[answer.speaker]) }}
            {...(newest ? { 'data-testid': `answer-${answer.speaker}` } : {})}
          >
            <h4
              className={styles.speaker}
              style={{ color: textColor(SPEAKER_VOICES[answer.speaker]) }}
              title={text.speakers[answer.speaker].meaning}
            >
              {text.speakers[answer.speaker].label}
            </h4>
            <p className={styles.text}>
              {answer.text === '' ? <span className={shared.quiet}>{text.ask.silent}</span> : showTokens(answer.text)}
              {!answer.ended && <span className={styles.unfinished}> … {text.inside.unfinished}</span>}
            </p>
            <Marks answer={answer} />
          </article>
        ))}
      </div>
    </section>
  );
}

function Marks({ answer: { gold, score } }: { readonly answer: Answer }) {
  return (
    <dl className={styles.marks}>
      <div data-gold={gold ?? ''}>
        <dt>{text.inside.gold}</dt>
        <dd title={gold === null ? text.ask.noGold : undefined}>
          {gold === null ? text.number.none : formatFixed(gold, 2)}
        </dd>
      </div>
      <div data-score={score ?? ''} style={{ color: textColor('rewardModel') }}>
        <dt>{text.inside.score}</dt>
        <dd>{score === null ? text.number.none : formatFixed(score, 2)}</dd>
      </div>
    </dl>
  );
}
