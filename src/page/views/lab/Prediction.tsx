/** The learner foretells the answer before the run. */
import { useId } from 'react';
import { text, type Text } from '../../text/text';
import type { ScenarioName } from '../../../experiment/scenarios';
import styles from './Lab.module.css';

interface Props {
  readonly words: Text['lab']['scenarios'][ScenarioName];
  readonly chosen: number | null;
  readonly disabled: boolean;
  readonly onChoose: (choice: number) => void;
}

export function Prediction({ words, chosen, disabled, onChoose }: Props) {
  const group = useId();
  return (
    <fieldset className={styles.prediction} disabled={disabled}>
      <legend>
        {text.lab.foretell}: {words.foretell}
      </legend>
      {words.choices.map((choice, i) => (
        <label key={choice}>
          <input type="radio" name={group} checked={chosen === i} onChange={() => onChoose(i)} /> {choice}
        </label>
      ))}
    </fieldset>
  );
}
