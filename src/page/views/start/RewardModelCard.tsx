/** The reward model's answer: the scores of the others' answers, each as a dot on one line. */
import type { RespondentAnswers } from '../../../protocol/compare';
import type { Origin } from '../../../experiment/names';
import { text } from '../../text/text';
import { lineColor, SPEAKER_COLORS, textColor } from '../../ui/colors';
import { NetworkGlyph } from '../../ui/NetworkGlyph';
import { Term } from '../../ui/Term';
import { placeOf } from './scoreLine';
import { Whose } from './Whose';
import styles from './Start.module.css';

const words = text.start;

interface Props {
  readonly answers: readonly RespondentAnswers[];
  /** Whose model it is; null: nothing is said of it. */
  readonly origin: Origin | null;
}

export function RewardModelCard({ answers, origin }: Props) {
  const { name, made } = words.models.rewardModel;
  const scored = answers.flatMap(({ respondent: { id, speaker }, answers: [answer] }) =>
    answer.score === null ? [] : [{ id, speaker, score: answer.score }],
  );
  return (
    <li className={styles.card} style={{ borderTopColor: lineColor('rewardModel') }} data-testid="start-rewardModel">
      <h3 className={styles.name} style={{ color: textColor('rewardModel') }}>
        <NetworkGlyph color="rewardModel" frozen={false} working /> {name} <Whose origin={origin} />
      </h3>
      <p className={styles.made}>{made}</p>
      <svg className={styles.line} viewBox="0 0 200 64" aria-hidden="true">
        <line x1="0" x2="200" y1="60" y2="60" stroke="var(--rule)" />
        <line x1="100" x2="100" y1="4" y2="60" stroke="var(--rule)" strokeDasharray="2 2" />
        {scored.map(({ id, speaker, score }, i) => (
          <circle key={id} cx={200 * placeOf(score)} cy={14 + 16 * i} r="6" fill={lineColor(SPEAKER_COLORS[speaker])} />
        ))}
      </svg>
      <p className={styles.marks}>
        <Term meaning={words.scoreMeaning}>{words.score}</Term>
        <Term meaning={words.goldMeaning}>{words.gold}</Term>
      </p>
    </li>
  );
}
