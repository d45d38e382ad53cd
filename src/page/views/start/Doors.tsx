/** What one can do here: three doors, each with a picture, a line and the time it takes, and a quiet fourth. */
import type { ReactNode } from 'react';
import type { View } from '../../../experiment/controls';
import { startActions } from '../../store/start';
import { weightActions } from '../../store/weights';
import { text } from '../../text/text';
import { Restrictable, useControl } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { CurvePicture, RankPicture, ThumbsPicture } from './pictures';
import styles from './Start.module.css';

const words = text.start;

export function Doors() {
  return (
    <nav className={styles.doors} aria-label={words.doors}>
      <ul className={styles.three} role="list">
        <Door name="play" leadsTo="lab" picture={<ThumbsPicture />} onOpen={() => void startActions.play()} />
        <Door name="rank" leadsTo="label" picture={<RankPicture />} onOpen={startActions.rank} />
        <Door name="watch" leadsTo="train" picture={<CurvePicture />} onOpen={startActions.watch} />
      </ul>
      <Restrictable name="fromNothing">
        <button
          type="button"
          className={`${shared.link} ${styles.fourth}`}
          data-testid="door-fromNothing"
          onClick={weightActions.startFromNothing}
        >
          {words.fromNothing}
        </button>
      </Restrictable>
    </nav>
  );
}

interface DoorProps {
  readonly name: 'play' | 'rank' | 'watch';
  readonly leadsTo: View;
  readonly picture: ReactNode;
  readonly onOpen: () => void;
}

function Door({ name, leadsTo, picture, onOpen }: DoorProps) {
  const { title, line, time } = words[name];
  if (useControl(leadsTo) === 'hidden') return null;
  return (
    <li>
      <Restrictable name={leadsTo}>
        <button type="button" className={styles.door} data-testid={`door-${name}`} onClick={onOpen}>
          {picture}
          <span className={styles.title}>
            {title} <small>{time}</small>
          </span>
          <span className={styles.doorLine}>{line}</span>
        </button>
      </Restrictable>
    </li>
  );
}
