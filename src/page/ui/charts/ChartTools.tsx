/** What holds for all charts of a stage: over how many iterations they are smoothed, and which of them are in view. */
import { useId } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import { smooth, SMOOTHINGS, useChartDisplay, zoom } from '../../store/run/chartView';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import styles from './Charts.module.css';
import shared from '../shared.module.css';

export function ChartTools({ stage }: { readonly stage: TrainedStage }) {
  const id = useId();
  const { range, smoothing } = useChartDisplay(stage);
  /** Curves of earlier rounds stand beside those of the present one. */
  const earlier = useStore(({ run }) =>
    run.curves[stage].slice(0, -1).some(({ series }) => Object.keys(series).length > 0),
  );
  return (
    <div className={styles.tools} data-screen>
      <label htmlFor={id}>{text.curves.smooth}</label>
      <select
        id={id}
        data-testid="smoothing"
        value={smoothing}
        onChange={({ target }) => smooth(SMOOTHINGS[target.selectedIndex])}
      >
        {SMOOTHINGS.map((each) => (
          <option key={each} value={each}>
            {each === 1 ? text.curves.unsmoothed : text.curves.mean(each)}
          </option>
        ))}
      </select>
      {earlier && <span>{text.curves.earlier}</span>}
      {range === null ? (
        <span>{text.curves.drag}</span>
      ) : (
        <span role="status" data-testid="zoom">
          {text.curves.range(range[0], range[1])}{' '}
          <button type="button" className={shared.link} data-testid="zoom-all" onClick={() => zoom(stage, null)}>
            {text.curves.all}
          </button>
        </span>
      )}
    </div>
  );
}
