/** What the page is, what it stores and sends, its license, and the papers that it follows. */
import { version } from '../../../../package.json';
import { useOffline } from '../../store/offline';
import { PAPERS } from '../../text/papers';
import { text } from '../../text/text';
import { ModalDialog } from '../../ui/ModalDialog';
import shared from '../../ui/shared.module.css';
import styles from './AboutDialog.module.css';
import { Traces } from './Traces';

const words = text.about;

export default function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalDialog name="about" heading={words.heading} close={words.close} onClose={onClose}>
      <p className={styles.text}>{words.what}</p>
      <p className={styles.text}>{words.notChatGpt}</p>
      <h3 className={shared.heading}>{words.stored}</h3>
      <p className={styles.text}>{words.sent}</p>
      <Offline />
      <Traces />
      <h3 className={shared.heading}>{words.license}</h3>
      <p className={styles.text}>{words.licenseMeaning}</p>
      <p className={styles.text}>
        <a className={shared.link} href="./licenses.txt" target="_blank" data-testid="about-licenses">
          {words.licenses}
        </a>
      </p>
      <p className={shared.quiet} data-testid="about-version">
        {words.version(version)}
      </p>
      <h3 className={shared.heading}>{words.papers}</h3>
      <ul className={styles.papers} role="list" data-testid="about-papers">
        {PAPERS.map(({ authors, year, title, url }) => (
          <li key={url}>
            <a className={shared.link} href={url} target="_blank" rel="noopener">
              {`${authors} ${year}`}
            </a>{' '}
            {title}
          </li>
        ))}
      </ul>
    </ModalDialog>
  );
}

function Offline() {
  const { copy, why } = useOffline();
  return (
    <div className={styles.text} data-testid="about-offline" data-copy={copy}>
      <p>{words.offline[copy]}</p>
      {why !== '' && (
        <details>
          <summary>{text.notices.details}</summary>
          {why}
        </details>
      )}
    </div>
  );
}
