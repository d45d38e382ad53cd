/** How the page shows itself in a classroom: larger for a projector, rude words masked. */
import { Presentation } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { openAgain } from '../store/link/freshStart';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import styles from './Display.module.css';
import { applyProjector, storedProjector, storeProjector } from '../ui/projector';
import shared from '../ui/shared.module.css';

const words = text.classroom.display;

export function Display() {
  const [projector, setProjector] = useState(storedProjector);
  const masked = useStore(({ page }) => page.mask === 'on');
  const enlarge = (on: boolean) => {
    storeProjector(on);
    applyProjector(on);
    setProjector(on);
  };
  return (
    <DialogTrigger>
      <Button className={styles.open} data-testid="display" aria-label={words.open}>
        <Presentation size="1.1em" aria-hidden="true" />
      </Button>
      <Popover className={styles.popover} placement="bottom end">
        <Dialog className={styles.dialog} aria-label={words.open}>
          <h2 className={shared.heading}>{words.open}</h2>
          <Choice id="projector" meaning={words.projectorMeaning} checked={projector} onChange={enlarge}>
            {words.projector}
          </Choice>
          <Choice
            id="mask"
            meaning={words.maskMeaning}
            checked={masked}
            onChange={(on) => actions.setMask(on ? 'on' : 'off')}
          >
            {words.mask}
          </Choice>
          <div className={styles.choice}>
            <button
              type="button"
              data-testid="start-fresh"
              aria-describedby="fresh-meaning"
              onClick={() => openAgain(true)}
            >
              {text.earlierWork.fresh}
            </button>
            <p id="fresh-meaning" className={styles.meaning}>
              {text.earlierWork.freshMeaning}
            </p>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly meaning: string;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: string;
}

function Choice({ id, meaning, checked, onChange, children }: ChoiceProps) {
  return (
    <div className={styles.choice}>
      <label>
        <input
          type="checkbox"
          data-testid={id}
          checked={checked}
          aria-describedby={`${id}-meaning`}
          onChange={({ target }) => onChange(target.checked)}
        />{' '}
        {children}
      </label>
      <p id={`${id}-meaning`} className={styles.meaning}>
        {meaning}
      </p>
    </div>
  );
}
