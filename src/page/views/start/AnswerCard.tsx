/** A model's name, how it was made, its answer, and what the reward model and the judge think of it. */
import type { Answer } from '../../../protocol/compare';
import type { Origin } from '../../../experiment/names';
import { showTokens } from '../../store/tokenText';
import { text } from '../../text/text';
import { lineColor, SPEAKER_COLORS, textColor } from '../../ui/colors';
import { formatFixed } from '../../ui/format';
import { Gold } from '../../ui/gold/Gold';
import { NetworkGlyph } from '../../ui/NetworkGlyph';
import { Whose } from './Whose';
import styles from './Start.module.css';

const words = text.start;

interface Props {
  readonly speaker: 'base' | 'sft' | 'ppo';
  readonly prompt: string;
  /** Null while it is awaited. */
  readonly answer: Answer | null;
  /** Whose model it is; null: nothing is said of it. */
  readonly origin: Origin | null;
}

export function AnswerCard({ speaker, prompt, answer, origin }: Props) {
  const color = SPEAKER_COLORS[speaker];
  const { name, made } = words.models[speaker];
  const { score = null, marks = null } = answer ?? {};
  return (
    <li className={styles.card} style={{ borderTopColor: lineColor(color) }} data-testid={`start-${speaker}`}>
      <h3 className={styles.name} style={{ color: textColor(color) }}>
        <NetworkGlyph color={color} frozen={false} working /> {name} <Whose origin={origin} />
      </h3>
      <p className={styles.made}>{made}</p>
      <p className={styles.answer} data-silent={answer?.text === ''}>
        {answer && (answer.text === '' ? words.silent : showTokens(answer.text))}
      </p>
      <dl className={styles.marks}>
        <div style={{ color: textColor('rewardModel') }} data-score={score ?? ''}>
          <dt>{words.score}</dt>
          <dd>{score === null ? text.number.none : formatFixed(score, 2)}</dd>
        </div>
        <div data-gold={marks?.gold ?? ''}>
          <dt>{words.gold}</dt>
          <dd>
            {answer === null || marks === null ? (
              text.number.none
            ) : (
              <Gold gold={marks.gold} prompt={prompt} response={answer.text} ended={answer.ended} />
            )}
          </dd>
        </div>
      </dl>
    </li>
  );
}
