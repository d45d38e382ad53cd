/** What a teacher withholds most often, each in one go. */
import { KNOB_NAMES, type KnobName } from '../../../experiment/knobs';
import type { View } from '../../../experiment/controls';
import { hideAdvanced, lockEverything, onlyKnob, onlyKnobs, onlyView } from '../../store/link/presets';
import { standingOf, type Withheld } from '../../store/link/withheld';
import { text } from '../../text/text';
import { controlLabel } from './controlLabel';
import styles from './ShareDialog.module.css';

const words = text.classroom.share.presets;

interface Props {
  readonly view: View;
  /** Knobs that one meets in this view. */
  readonly here: readonly KnobName[];
  readonly withheld: Withheld;
  readonly onChange: (withheld: Withheld) => void;
}

export function SharePresets({ view, here, withheld, onChange }: Props) {
  const shown = KNOB_NAMES.filter((name) => standingOf(withheld, name) !== 'hidden');
  const preset = (name: keyof typeof words, after: Withheld) => (
    <button type="button" data-testid={`preset-${name}`} onClick={() => onChange(after)}>
      {words[name]}
    </button>
  );
  return (
    <div className={styles.presets} role="group" aria-label={words.heading}>
      {preset('lock', lockEverything(withheld))}
      {preset('advanced', hideAdvanced(withheld))}
      {here.length > 0 && preset(view === 'lab' ? 'scenarioKnobs' : 'stageKnobs', onlyKnobs(withheld, here))}
      {preset('view', onlyView(withheld, view))}
      {here.length > 0 && (
        <label className={styles.oneKnob}>
          {words.oneKnob}{' '}
          <select
            data-testid="preset-one-knob"
            value={shown.length === 1 ? shown[0] : ''}
            onChange={({ target }) => {
              const knob = here.find((name) => name === target.value);
              if (knob !== undefined) onChange(onlyKnob(withheld, knob));
            }}
          >
            <option value="" disabled>
              {words.choose}
            </option>
            {here.map((name) => (
              <option key={name} value={name}>
                {controlLabel(name)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
