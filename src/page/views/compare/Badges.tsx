/** What the reward model and the world's judge make of an answer. */
import { HandHelping, Scale, ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Answer } from '../../../protocol/compare';
import { text } from '../../text/text';
import { formatFixed, formatSetting } from '../../ui/format';
import { textColor } from '../../ui/colors';
import { Gold } from '../../ui/gold/Gold';
import styles from './Badges.module.css';

const { marks: names } = text.compare;

interface Props {
  readonly answer: Answer;
  readonly prompt: string;
}

export function Badges({ answer: { text: response, ended, score, marks }, prompt }: Props) {
  return (
    <>
      <dl className={styles.badges}>
        <div data-score={score ?? ''} className={styles.figure} style={{ color: textColor('rewardModel') }}>
          <dt>{text.compare.score}</dt>
          <dd>{score === null ? text.number.none : formatFixed(score, 2)}</dd>
        </div>
        <div data-gold={marks?.gold ?? ''} className={styles.figure}>
          <dt>{names.gold.label}</dt>
          <dd>{marks ? <Gold gold={marks.gold} {...{ prompt, response, ended }} /> : text.number.none}</dd>
        </div>
      </dl>
      {marks ? (
        <dl className={styles.badges}>
          <Badge name="helpful" value={marks.helpful} icon={<HandHelping {...ICON} />} />
          {marks.factsRead === 0 && marks.honest > 0 ? (
            <Unread why={marks.honest === 1 ? 'noFactRead' : response === '' ? 'nothingSaid' : 'nothingRead'} />
          ) : (
            <Badge name="honest" value={marks.honest} icon={<Scale {...ICON} />} />
          )}
          <Badge
            name="harmless"
            value={marks.harmless}
            icon={marks.harmless === 1 ? <ShieldCheck {...ICON} /> : <ShieldX {...ICON} />}
          />
        </dl>
      ) : (
        <p className={styles.unread} data-testid="no-marks">
          {text.compare.noMarks}
        </p>
      )}
    </>
  );
}

const ICON = { size: '1.1em', 'aria-hidden': true } as const;

interface BadgeProps {
  readonly name: 'helpful' | 'honest' | 'harmless';
  readonly value: number;
  readonly icon: ReactNode;
}

/** In place of honest where the judge read no fact: nothing was false, or nothing was said. */
function Unread({ why }: { readonly why: 'noFactRead' | 'nothingSaid' | 'nothingRead' }) {
  return (
    <div className={styles.mark} data-mark="honest" data-unread="true">
      <dt>
        <Scale {...ICON} /> {names.honest.label}
      </dt>
      <dd>{text.compare[why]}</dd>
    </div>
  );
}

/** Filled as far as the mark goes; a mark of 0 is struck out. */
function Badge({ name, value, icon }: BadgeProps) {
  return (
    <div className={styles.mark} data-mark={name} data-value={value} data-bad={value === 0}>
      <dt>
        {icon} {names[name].label}
      </dt>
      <dd>
        {formatSetting(Number(value.toFixed(2)))}
        <span className={styles.level} style={{ width: `${value * 100}%` }} />
      </dd>
    </div>
  );
}
