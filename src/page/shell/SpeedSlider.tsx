/** From slow motion to as fast as it goes. */
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import { formatSetting } from '../ui/format';
import styles from './RunBar.module.css';
import shared from '../ui/shared.module.css';

/** Micro-steps a second; the last place of the slider is full speed. */
const SPEEDS: readonly (number | null)[] = [0.5, 1, 2, 4, 8, 16, 32, null];

export function SpeedSlider() {
  const speed = useStore((state) => state.speed);
  const words = speed === null ? text.runBar.full : text.runBar.perSecond(formatSetting(speed));
  return (
    <label className={styles.speed}>
      {text.runBar.speed}
      <input
        type="range"
        data-testid="speed"
        min={0}
        max={SPEEDS.length - 1}
        value={SPEEDS.indexOf(speed)}
        aria-valuetext={words}
        onChange={({ target }) => actions.setSpeed(SPEEDS[Number(target.value)] ?? null)}
      />
      <output className={shared.mono}>{words}</output>
    </label>
  );
}
