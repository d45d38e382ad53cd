/** Name, views, what runs the training, theme and link. */
import { VIEWS } from '../../experiment/controls';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { BackendBadge } from './BackendBadge';
import { Restrictable } from '../ui/Restrictable';
import { Display } from './Display';
import styles from './Header.module.css';
import { Share } from './share/Share';
import { ThemeToggle } from './ThemeToggle';

export function Header() {
  const view = useStore((state) => state.view);
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>{text.title}</h1>
      <nav className={styles.views} aria-label={text.views.all}>
        {VIEWS.map((each) => (
          <Restrictable key={each} name={each}>
            <button
              type="button"
              data-testid={`view-${each}`}
              className={styles.view}
              {...(each === view ? { 'aria-current': 'page' as const } : {})}
              onClick={() => actions.selectView(each)}
            >
              {text.views[each]}
            </button>
          </Restrictable>
        ))}
      </nav>
      <div className={styles.right}>
        <Restrictable name="backend">
          <BackendBadge />
        </Restrictable>
        <Display />
        <ThemeToggle />
        <Share />
      </div>
    </header>
  );
}
