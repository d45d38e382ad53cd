/** One knob: a slider and an exact number, a choice, or a switch. A bad value is told and not applied. */
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { knobOf, type KnobName } from '../../../experiment/knobs';
import type { NumberKnob } from '../../../experiment/knobs/knob';
import { checkKnob, type Settings } from '../../../experiment/settings';
import { useLitKnob } from '../../store/run/look';
import { text } from '../../text/text';
import { formatSetting } from '../format';
import styles from './Knobs.module.css';
import { Sub } from '../Sub';
import { Restrictable, useControl } from '../Restrictable';
import { hasSlider, scaleOf } from './knobScale';

interface Props {
  readonly name: KnobName;
  /** Those that the knob belongs to; it is checked beside the others. */
  readonly settings: Settings;
  readonly onChange: (changes: Partial<Settings>) => void;
  /** The knob has the learner's attention: it is pointed at or has the focus. */
  readonly onAttend: (name: KnobName) => void;
}

export function KnobField({ name, settings, onChange, onAttend }: Props) {
  const knob = knobOf(name);
  const value = settings[name];
  const [problem, setProblem] = useState('');
  const { label } = text.knobs[name];
  const lit = useLitKnob(name);
  const locked = useControl(name) === 'locked';
  const apply = (next: unknown) => {
    const checked = checkKnob(name, next, settings);
    setProblem('problem' in checked ? checked.problem : '');
    if ('value' in checked && checked.value !== value) onChange({ [name]: checked.value });
  };
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
          <NumberControl name={name} knob={knob} value={Number(value)} invalid={problem !== ''} onApply={apply} />
        )}
        {problem !== '' && (
          <p className={styles.problem} role="alert" id={`problem-${name}`}>
            {problem}
          </p>
        )}
      </div>
    </Restrictable>
  );
}

interface NumberProps {
  readonly name: KnobName;
  readonly knob: NumberKnob;
  readonly value: number;
  readonly invalid: boolean;
  readonly onApply: (value: unknown) => void;
}

function NumberControl({ name, knob, value, invalid, onApply }: NumberProps) {
  const [typed, setTyped] = useState(formatSetting(value));
  const [dragged, setDragged] = useState(value);
  const [applied, setApplied] = useState(value);
  // What is typed and dragged starts anew from every applied value, also one that came from elsewhere.
  if (value !== applied) {
    setApplied(value);
    setDragged(value);
    setTyped(formatSetting(value));
  }
  const { label } = text.knobs[name];
  const scale = scaleOf(knob);
  const commitTyped = () => {
    const trimmed = typed.trim();
    onApply(trimmed === '' || Number.isNaN(Number(trimmed)) ? typed : Number(trimmed));
  };
  const commitDragged = () => onApply(dragged);
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
          onChange={({ target }) => {
            const next = scale.toValue(Number(target.value));
            setDragged(next);
            setTyped(formatSetting(next));
          }}
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
        aria-invalid={invalid}
        {...(invalid ? { 'aria-describedby': `problem-${name}` } : {})}
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
