/** Name, views, what runs the training, theme and link. */
import { useState } from 'react';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { BackendBadge } from './BackendBadge';
import styles from './Header.module.css';
import { ThemeToggle } from './ThemeToggle';

const VIEWS = ['train', 'label', 'compare', 'evaluate', 'lab'] as const;

export function Header() {
  const view = useStore((state) => state.view);
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>{text.title}</h1>
      <nav className={styles.views} aria-label={text.views.all}>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            data-testid={`view-${each}`}
            className={styles.view}
            {...(each === view ? { 'aria-current': 'page' as const } : {})}
            onClick={() => actions.selectView(each)}
          >
            {text.views[each]}
          </button>
        ))}
      </nav>
      <div className={styles.right}>
        <BackendBadge />
        <ThemeToggle />
        <CopyLink />
      </div>
    </header>
  );
}

const SHOWN_MILLISECONDS = 2000;

function CopyLink() {
  const [words, setWords] = useState(text.link.copy);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setWords(text.link.copied);
    } catch {
      setWords(text.link.failed);
    }
    setTimeout(() => setWords(text.link.copy), SHOWN_MILLISECONDS);
  };
  return (
    <button type="button" className={styles.quiet} data-testid="copy-link" onClick={copy} aria-live="polite">
      {words}
    </button>
  );
}
