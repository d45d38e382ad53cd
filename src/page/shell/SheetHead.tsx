/** Stands above the view on paper: which view it is, with which settings, and the link that opens it again. */
import { linkTo } from '../store/link/link';
import { linked } from '../store/store';
import { text } from '../text/text';
import { usePrinting } from '../ui/printing';
import { shareContents } from './share/shareContents';
import styles from './SheetHead.module.css';

export function SheetHead() {
  if (!usePrinting()) return null;
  const link = linked();
  return (
    <header className={styles.head} data-testid="sheet-head">
      <h1 className={styles.title}>{text.title}</h1>
      <p>{shareContents(link)}</p>
      <p className={styles.link}>{`${location.origin}${location.pathname}${linkTo(link)}`}</p>
    </header>
  );
}
