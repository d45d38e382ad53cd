/** A few texts of a batch, as they are. */
import { showTokens } from '../../store/tokenText';
import styles from './TextList.module.css';
import shared from '../../ui/shared.module.css';

interface Props {
  readonly heading: string;
  readonly texts: readonly string[];
}

export function TextList({ heading, texts }: Props) {
  return (
    <section>
      <h2 className={shared.heading}>{heading}</h2>
      <ul className={styles.list}>
        {texts.map((each, i) => (
          <li key={i}>{showTokens(each)}</li>
        ))}
      </ul>
    </section>
  );
}
