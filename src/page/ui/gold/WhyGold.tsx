/** Beside a prompt whose answers stand close together: why each has its gold. */
import type { Episode } from '../../../protocol/microSteps';
import { text } from '../../text/text';
import { formatFixed } from '../format';
import { part } from '../part';
import shared from '../shared.module.css';
import { Term } from '../Term';
import styles from './Gold.module.css';

/** Lazy: pulls in the world's judge. */
const Reason = part(() => import('./Reason').then((module) => module.Reason));

export interface Marked {
  /** What its row is called. */
  readonly name: string;
  readonly episode: Episode & { readonly gold: number };
}

export function WhyGold({ marked }: { readonly marked: readonly Marked[] }) {
  if (marked.length === 0) return null;
  return (
    <Term
      meaning={marked.map((each, i) => (
        <Why key={i} {...each} />
      ))}
    >
      {text.gold.why}
      <span className={shared.heard}> {text.gold.whyThese}</span>
    </Term>
  );
}

function Why({ name, episode }: Marked) {
  return (
    <p className={styles.why}>
      <b>
        {name} {formatFixed(episode.gold, 2)}
      </b>{' '}
      <Reason {...episode} />
    </p>
  );
}
