/** Name, views, what runs the training, theme and link. */
import { BookOpen } from 'lucide-react';
import { VIEWS } from '../../experiment/controls';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { About } from './about/About';
import { AtWork, toTraining } from './AtWork';
import { BackendBadge } from './BackendBadge';
import { Restrictable, useControl } from '../ui/Restrictable';
import { Display } from './Display';
import styles from './Header.module.css';
import { ReferenceButton } from '../ui/reference/ReferenceButton';
import { Share } from './share/Share';
import { ThemeToggle } from './ThemeToggle';

/** All but the first one, to which the page's name leads. */
const NAMED_VIEWS = VIEWS.filter((view) => view !== 'start');

export function Header() {
  const view = useStore((state) => state.view);
  return (
    <header className={styles.header}>
      <Name />
      <nav className={styles.views} aria-label={text.views.all}>
        {NAMED_VIEWS.map((each) => (
          <Restrictable key={each} name={each}>
            <button
              type="button"
              data-testid={`view-${each}`}
              className={styles.view}
              {...(each === view ? { 'aria-current': 'page' as const } : {})}
              onClick={() => (each === 'train' ? toTraining() : actions.selectView(each))}
            >
              {text.views[each]}
              {each === 'train' && view !== 'train' && <AtWork />}
            </button>
          </Restrictable>
        ))}
      </nav>
      <div className={styles.right}>
        <Restrictable name="backend">
          <BackendBadge />
        </Restrictable>
        <ReferenceButton opens="words" className={styles.icon} label={text.reference.open}>
          <BookOpen size="1.1em" aria-hidden="true" />
        </ReferenceButton>
        <Display />
        <ThemeToggle />
        <About />
        <Share />
      </div>
    </header>
  );
}

/** The page's name, which leads back to its first view. */
function Name() {
  const here = useStore(({ view }) => view === 'start');
  const leads = useControl('start') === 'free';
  return (
    <h1 className={styles.name}>
      {leads ? (
        <button
          type="button"
          className={styles.home}
          data-testid="view-start"
          {...(here && { 'aria-current': 'page' as const })}
          onClick={() => actions.selectView('start')}
        >
          {text.title}
        </button>
      ) : (
        text.title
      )}
    </h1>
  );
}
