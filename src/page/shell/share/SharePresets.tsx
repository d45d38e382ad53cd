/** What a teacher restricts most often, each in one go. */
import { KNOB_NAMES, type KnobName } from '../../../experiment/knobs';
import type { View } from '../../../experiment/controls';
import {
  hideAdvanced,
  lockEverything,
  oneCurve,
  onlyAnswers,
  onlyKnob,
  onlyKnobs,
  onlyView,
} from '../../store/link/presets';
import { controlStateOf, type Restrictions } from '../../store/link/restrictions';
import { text } from '../../text/text';
import { controlLabel } from './controlLabel';
import styles from './ShareDialog.module.css';

const words = text.classroom.share.presets;

interface Props {
  readonly view: View;
  /** Knobs that one meets in this view. */
  readonly here: readonly KnobName[];
  readonly restrictions: Restrictions;
  readonly onChange: (restrictions: Restrictions) => void;
}

export function SharePresets({ view, here, restrictions, onChange }: Props) {
  const shown = KNOB_NAMES.filter((name) => controlStateOf(restrictions, name) !== 'hidden');
  const preset = (name: keyof typeof words, after: Restrictions) => (
    <button type="button" data-testid={`preset-${name}`} onClick={() => onChange(after)}>
      {words[name]}
    </button>
  );
  return (
    <div className={styles.presets} role="group" aria-label={words.heading}>
      {view === 'train' && preset('answers', onlyAnswers(restrictions))}
      {view === 'train' && preset('curve', oneCurve(restrictions))}
      {preset('lock', lockEverything(restrictions))}
      {preset('advanced', hideAdvanced(restrictions))}
      {here.length > 0 && preset(view === 'lab' ? 'scenarioKnobs' : 'stageKnobs', onlyKnobs(restrictions, here))}
      {preset('view', onlyView(restrictions, view))}
      {here.length > 0 && (
        <label className={styles.oneKnob}>
          {words.oneKnob}{' '}
          <select
            data-testid="preset-one-knob"
            value={shown.length === 1 ? shown[0] : ''}
            onChange={({ target }) => {
              const knob = here.find((name) => name === target.value);
              if (knob !== undefined) onChange(onlyKnob(restrictions, knob));
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
