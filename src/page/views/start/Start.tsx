/** The first view: one request that four models answer, doors to what one can do here, and why people are asked at all. */
import { text } from '../../text/text';
import { Doors } from './Doors';
import { Example } from './Example';
import { Questions } from './Questions';
import styles from './Start.module.css';
import { Why } from './Why';

export function Start() {
  return (
    <main className={styles.start} data-testid="start">
      <p className={styles.sentence}>{text.start.sentence}</p>
      <Example />
      <Doors />
      <Why />
      <Questions />
    </main>
  );
}
