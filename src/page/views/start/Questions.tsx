/** What people ask of the page, with short answers; nothing stands below them. */
import { text } from '../../text/text';
import styles from './Start.module.css';

const { heading, all } = text.start.questions;

export function Questions() {
  return (
    <details className={styles.questions} open>
      <summary data-testid="start-questions">{heading}</summary>
      <dl>
        {all.map(([question, answer]) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
