/** Tiny pictures of what lies behind the doors. */
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { lineColor } from '../../ui/colors';
import styles from './Start.module.css';

/** Good or bad. */
export function ThumbsPicture() {
  return (
    <span className={styles.picture} aria-hidden="true">
      <ThumbsUp size="1.7rem" color={lineColor('policy')} />
      <ThumbsDown size="1.7rem" color={lineColor('danger')} />
    </span>
  );
}

/** Answers in an order. */
export function RankPicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 60 36" aria-hidden="true">
      {[54, 38, 22].map((width, i) => (
        <rect key={width} x="2" y={3 + 11 * i} width={width} height="8" rx="2" fill={lineColor('rewardModel')} />
      ))}
    </svg>
  );
}

/** Something that rises. */
export function CurvePicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 60 36" aria-hidden="true">
      <path d="M2 34H58M2 34V2" fill="none" stroke={lineColor('base')} />
      <path d="M4 30C14 29 16 26 22 22S34 9 42 7S54 5 57 5" fill="none" stroke={lineColor('policy')} strokeWidth="3" />
    </svg>
  );
}
