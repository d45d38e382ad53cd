/** The judge's mark of an answer; on hover, on focus and on a tap it says why. */
import { part } from '../part';
import { formatFixed } from '../format';
import { Term } from '../Term';
import styles from './Gold.module.css';

/** Lazy: pulls in the world's judge. */
const Reason = part(() => import('./Reason').then((module) => module.Reason));

interface Props {
  readonly gold: number;
  readonly prompt: string;
  readonly response: string;
  readonly ended: boolean;
}

export function Gold({ gold, ...answer }: Props) {
  return (
    <span className={styles.gold}>
      <Term meaning={<Reason {...answer} />}>{formatFixed(gold, 2)}</Term>
    </span>
  );
}
