/** The knobs of a stage: few at first, the rest under "more knobs"; below them a line on the one that has attention. */
import { useState } from 'react';
import { fitKnob, fittingRange } from '../../../experiment/fits';
import { knobOf, type KnobName } from '../../../experiment/knobs';
import { defaultSettings } from '../../../experiment/settings';
import { actions, useStore } from '../../store/store';
import { controlStateOf } from '../../store/link/restrictions';
import { text } from '../../text/text';
import { whenKnobActs } from '../../../experiment/whenKnobActs';
import { Cited } from '../Cited';
import { useControl } from '../Restrictable';
import { formatSetting, formatSettingValue } from '../format';
import { KnobField } from './KnobField';
import { MoreKnobs } from './MoreKnobs';
import styles from './Knobs.module.css';
import { Sub } from '../Sub';
import shared from '../shared.module.css';

export function Knobs({ names: all }: { readonly names: readonly KnobName[] }) {
  const restrictions = useStore((state) => state.restrictions);
  const names = all.filter((name) => controlStateOf(restrictions, name) !== 'hidden');
  const settings = useStore(({ run }) => run.settings);
  const [attended, setAttended] = useState<KnobName | undefined>(names[0]);
  const isAdvanced = (name: KnobName) => knobOf(name).advanced === true;
  const field = (name: KnobName) => (
    <KnobField key={name} name={name} settings={settings} onChange={actions.changeSettings} onAttend={setAttended} />
  );
  if (names.length === 0) return null;
  return (
    <section className={styles.knobs} aria-label={text.settings.heading}>
      <h2 className={shared.heading}>{text.settings.heading}</h2>
      <div className={styles.fields}>{names.filter((name) => !isAdvanced(name)).map(field)}</div>
      {attended !== undefined && <Explanation name={attended} />}
      {names.some(isAdvanced) && (
        <MoreKnobs names={names.filter(isAdvanced)} alone={names.every(isAdvanced)}>
          {names.filter(isAdvanced).map(field)}
        </MoreKnobs>
      )}
    </section>
  );
}

function Explanation({ name }: { readonly name: KnobName }) {
  const knob = knobOf(name);
  const settings = useStore(({ run }) => run.settings);
  const value = settings[name];
  const usual = defaultSettings(settings.size)[name];
  // Beside other settings the default may not fit: then as near to it as the knob can stand.
  const { value: initial } = fitKnob(name, usual, { ...settings, [name]: usual });
  const free = useControl(name) === 'free';
  const range = () => {
    if (knob.kind === 'choice' || knob.kind === 'switch') return '';
    const { min, max } = fittingRange(name, knob, settings);
    const unit = knob.unit === undefined ? '' : ` ${knob.unit}`;
    return `${text.settings.range(formatSetting(min), formatSetting(max))}${unit}. `;
  };
  return (
    <p className={styles.explanation} aria-live="polite">
      <b>
        {knob.symbol !== undefined && (
          <i className={styles.symbol}>
            <Sub>{knob.symbol}</Sub>
          </i>
        )}
        <span>{text.knobs[name].label}.</span>
      </b>{' '}
      <span>
        <Cited>
          {`${text.knobs[name].meaning} ${range()}${text.settings.acts[whenKnobActs(name)]}. ${text.settings.source}: ${knob.source}.`}
        </Cited>
      </span>{' '}
      {value !== initial && free && (
        <button
          type="button"
          className={shared.link}
          aria-label={text.settings.resetTo(text.knobs[name].label, formatSettingValue(initial))}
          onClick={() => actions.changeSettings({ [name]: initial })}
        >
          {`${text.settings.reset} ${formatSettingValue(initial)}`}
        </button>
      )}
    </p>
  );
}
