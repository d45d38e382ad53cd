/** What the learner, or a class by a show of hands, predicts before the run. */
import { useId } from 'react';
import { text, type Text } from '../../text/text';
import type { ScenarioName } from '../../../experiment/scenarios';
import { labActions, useLab } from '../../store/lab/lab';
import shared from '../../ui/shared.module.css';
import styles from './Lab.module.css';

interface Props {
  readonly words: Text['lab']['scenarios'][ScenarioName];
  readonly disabled: boolean;
}

/** More hands than any class has. */
const MOST_HANDS = 9999;

function handsOf(typed: string): number {
  return Math.min(MOST_HANDS, Math.max(0, Math.floor(Number(typed) || 0)));
}

export function Prediction({ words, disabled }: Props) {
  const group = useId();
  const chosen = useLab((state) => state.prediction);
  const tally = useLab((state) => state.tally);
  return (
    <fieldset className={styles.prediction} disabled={disabled}>
      <legend>
        {text.lab.predict}: {words.predict}
      </legend>
      {words.choices.map((choice, i) => (
        <div key={choice} className={styles.choice}>
          <label data-printed>
            <input
              type="radio"
              data-printed
              name={group}
              checked={chosen === i}
              onChange={() => labActions.predict(i)}
            />{' '}
            {choice}
          </label>
          {tally !== null && (
            <input
              type="number"
              min={0}
              max={MOST_HANDS}
              aria-label={text.lab.handsFor(choice)}
              data-testid={`hands-${i}`}
              value={tally[i]}
              onChange={({ target }) =>
                labActions.count(tally.map((each, j) => (j === i ? handsOf(target.value) : each)))
              }
            />
          )}
        </div>
      ))}
      <button
        type="button"
        className={shared.link}
        data-testid="count-hands"
        onClick={() => labActions.count(tally === null ? words.choices.map(() => 0) : null)}
      >
        {tally === null ? text.lab.count : text.lab.stopCounting}
      </button>
    </fieldset>
  );
}
