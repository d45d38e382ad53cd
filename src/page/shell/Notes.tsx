/** What the page says of itself in passing, and nothing is wrong: the tab had waited, a saved run lies over the charts. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { OVERLAY_DASH } from '../ui/charts/chartLabels';
import { Swatch } from '../ui/charts/Swatch';
import { Symbols } from '../ui/Symbols';
import { NewVersion } from './NewVersion';
import styles from './Notes.module.css';

export function Notes() {
  const wentOn = useStore((state) => state.wentOn);
  const overlay = useStore((state) => state.overlay);
  const drawn = useStore(
    ({ view, overlay: over, page }) =>
      view === 'train' && page.stage !== 'evaluate' && (over?.curves[page.stage].length ?? 0) > 0,
  );
  return (
    <div className={styles.notes} role="status">
      <NewVersion />
      {wentOn !== null && (
        <Note id="went-on" label={text.notices.dismiss} onClose={actions.dismissWentOn}>
          {text.classroom.wentOn(text.stages[wentOn].label)}
        </Note>
      )}
      {overlay !== null && drawn && (
        <Note id="overlay-note" label={text.runs.takeAway} onClose={actions.takeOverlayOff}>
          <Swatch color="currentColor" width={1.8} dash={OVERLAY_DASH} />{' '}
          <b data-overlay={overlay.label}>
            <Symbols>{overlay.label}</Symbols>
          </b>{' '}
          <Symbols>{overlay.note}</Symbols>
        </Note>
      )}
    </div>
  );
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Note({ id, label, onClose, children }: Props) {
  return (
    <p className={styles.note} data-testid={id}>
      <span>{children}</span>
      <button type="button" className={styles.close} aria-label={label} title={label} onClick={onClose}>
        <X size="1em" aria-hidden="true" />
      </button>
    </p>
  );
}
