/**
 * One knob: a slider and an exact number, a choice, or a switch. A bad value is refused with a sentence; one that does not
 * fit the other settings is rounded to one that does, with a sentence.
 */
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { fitKnob } from '../../../experiment/fits';
import { knobOf, type KnobName } from '../../../experiment/knobs';
import type { NumberKnob } from '../../../experiment/knobs/knob';
import { checkKnob, type KnobValue, type Settings } from '../../../experiment/settings';
import { useLitKnob } from '../../store/run/litTerm';
import { nameKnobs } from '../../text/nameKnobs';
import { text } from '../../text/text';
import { formatSetting } from '../format';
import styles from './Knobs.module.css';
import { Sub } from '../Sub';
import { Restrictable, useControl } from '../Restrictable';
import { hasSlider, scaleOf } from './knobScale';
import { typedNumber } from './typedNumber';

interface Props {
  readonly name: KnobName;
  /** Those that the knob belongs to and must fit. */
  readonly settings: Settings;
  readonly onChange: (changes: Partial<Settings>) => void;
  /** The knob has the learner's attention: it is pointed at or has the focus. */
  readonly onAttend: (name: KnobName) => void;
}

export function KnobField({ name, settings, onChange, onAttend }: Props) {
  const knob = knobOf(name);
  const value = settings[name];
  const [remark, setRemark] = useState<Remark | null>(null);
  const { label } = text.knobs[name];
  const lit = useLitKnob(name);
  const locked = useControl(name) === 'locked';
  const apply = (next: unknown) => {
    const checked = checkKnob(name, next);
    if ('problem' in checked) {
      setRemark({ sentence: checked.problem, refused: true, at: value });
      return null;
    }
    const fitted = fitKnob(name, checked.value, settings);
    // Leaving the field sets its value again: the remark on a rounding stays, that on a refusal does not.
    if (fitted.sentence !== null) setRemark({ sentence: fitted.sentence, refused: false, at: fitted.value });
    else if (fitted.value !== value || remark?.refused === true) setRemark(null);
    if (fitted.value !== value) onChange({ [name]: fitted.value });
    return fitted.value;
  };
  const shown = remark !== null && remark.at === value ? remark : null;
  const attend = () => onAttend(name);
  return (
    <Restrictable name={name}>
      <div
        className={styles.knob}
        data-testid={`knob-${name}`}
        data-value={value}
        data-lit={lit}
        onFocus={attend}
        onPointerEnter={attend}
      >
        <span className={styles.label} id={`label-${name}`}>
          {knob.symbol !== undefined && (
            <i className={styles.symbol}>
              <Sub>{knob.symbol}</Sub>
            </i>
          )}
          <span>{label}</span> {locked && <Lock size="0.8em" role="img" aria-label={text.classroom.locked} />}
        </span>
        {knob.kind === 'switch' ? (
          <input
            type="checkbox"
            checked={value === true}
            aria-labelledby={`label-${name}`}
            onChange={({ target }) => apply(target.checked)}
          />
        ) : knob.kind === 'choice' ? (
          <select
            value={String(value)}
            aria-labelledby={`label-${name}`}
            onChange={({ target }) => apply(target.value)}
          >
            {knob.choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <NumberControl name={name} knob={knob} value={Number(value)} remark={shown} onApply={apply} />
        )}
        {shown && (
          <p className={shown.refused ? styles.problem : styles.rounded} role="alert" id={`remark-${name}`}>
            {nameKnobs(shown.sentence)}
          </p>
        )}
      </div>
    </Restrictable>
  );
}

/** A sentence on a value that was set. */
interface Remark {
  readonly sentence: string;
  readonly refused: boolean;
  /** The knob's value then: at another value the remark is gone. */
  readonly at: KnobValue;
}

interface NumberProps {
  readonly name: KnobName;
  readonly knob: NumberKnob;
  readonly value: number;
  readonly remark: Remark | null;
  /** Returns the knob's value after it; null: the value was refused. */
  readonly onApply: (value: unknown) => KnobValue | null;
}

function NumberControl({ name, knob, value, remark, onApply }: NumberProps) {
  const [typed, setTyped] = useState(formatSetting(value));
  const [dragged, setDragged] = useState(value);
  const [applied, setApplied] = useState(value);
  // What is typed and dragged starts anew from every applied value, also one that came from elsewhere.
  const show = (shown: number) => {
    setDragged(shown);
    setTyped(formatSetting(shown));
  };
  if (value !== applied) {
    setApplied(value);
    show(value);
  }
  const { label } = text.knobs[name];
  const scale = scaleOf(knob);
  const commit = (next: unknown) => {
    const taken = onApply(next);
    if (typeof taken === 'number' && taken !== next) show(taken);
  };
  const commitTyped = () => commit(typedNumber(typed) ?? typed);
  const commitDragged = () => commit(dragged);
  return (
    <>
      {hasSlider(knob) && (
        <input
          type="range"
          className={styles.slider}
          aria-labelledby={`label-${name}`}
          min={scale.min}
          max={scale.max}
          step={scale.step}
          value={scale.toPlace(dragged)}
          aria-valuetext={formatSetting(dragged)}
          onChange={({ target }) => show(scale.toValue(Number(target.value)))}
          onPointerUp={commitDragged}
          onKeyUp={commitDragged}
          onBlur={commitDragged}
        />
      )}
      <input
        type="text"
        inputMode="decimal"
        className={styles.number}
        aria-label={text.settings.number(label)}
        aria-invalid={remark?.refused === true}
        {...(remark ? { 'aria-describedby': `remark-${name}` } : {})}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={commitTyped}
        onKeyDown={({ key }) => {
          if (key === 'Enter') commitTyped();
        }}
      />
    </>
  );
}
