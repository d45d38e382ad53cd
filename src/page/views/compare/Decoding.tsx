/** How the models answer: greedily, or by the dice, at a temperature; and how often. */
import { MAX_SAMPLES } from '../../../protocol/compare';
import { compareActions, useCompare } from '../../store/compare';
import { text } from '../../text/text';
import { formatFixed } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import styles from './Compare.module.css';

const TEMPERATURE = { min: 0.1, max: 2, step: 0.1 } as const;

export function Decoding() {
  const { greedy, samples, temperature } = useCompare();
  return (
    <div className={styles.row} role="group" aria-label={text.compare.decoding}>
      <span className={styles.legend}>{text.compare.decoding}</span>
      <label title={text.compare.greedyMeaning}>
        <input
          type="checkbox"
          data-testid="compare-greedy"
          checked={greedy}
          onChange={({ target }) => compareActions.set({ greedy: target.checked })}
        />
        {text.compare.greedy}
      </label>
      <label className={styles.slider} data-off={greedy}>
        {text.compare.samples}
        <input
          type="range"
          data-testid="compare-samples"
          min={1}
          max={MAX_SAMPLES}
          value={samples}
          disabled={greedy}
          onChange={({ target }) => compareActions.set({ samples: Number(target.value) })}
        />
        <output className={shared.mono}>{greedy ? 1 : samples}</output>
      </label>
      <label className={styles.slider} data-off={greedy}>
        {text.compare.temperature}
        <input
          type="range"
          data-testid="compare-temperature"
          {...TEMPERATURE}
          value={temperature}
          disabled={greedy}
          onChange={({ target }) => compareActions.set({ temperature: Number(target.value) })}
        />
        <output className={shared.mono}>{formatFixed(greedy ? 0 : temperature, 1)}</output>
      </label>
    </div>
  );
}
