/** What every stage shows of a micro-step: where in the iteration, one sentence, the formula, then the stage's own data. */
import { useState, type ReactNode } from 'react';
import type { MicroStep } from '../protocol';
import type { MicroSteps } from '../store/run';
import { text } from '../text/text';
import { Formula } from './Formula';
import styles from './MicroStepFrame.module.css';
import shared from './shared.module.css';
import { Stepper } from './Stepper';

interface Words {
  readonly label: string;
  readonly sentence: string;
  readonly formula: string;
  readonly source: string;
}

interface Props {
  readonly words: Readonly<Record<string, Words>>;
  readonly seen: MicroSteps | null;
  /** The stage's view of one micro-step. */
  readonly children: (step: MicroStep, live: boolean) => ReactNode;
  /** In place of the data before the first micro-step. */
  readonly empty: ReactNode;
}

export function MicroStepFrame({ words, seen, children, empty }: Props) {
  const kinds = Object.keys(words);
  const current = seen?.current ?? null;
  /** The learner's look back lasts until the next micro-step. */
  const [look, setLook] = useState<{ readonly kind: string; readonly during: MicroSteps | null } | null>(null);
  const shown = look !== null && look.during === seen ? look.kind : (current ?? kinds[0]);
  const { sentence, formula, source } = words[shown];
  const known = seen?.byKind[shown as MicroStep['kind']];
  const steps = kinds.map((kind) => ({
    kind,
    label: words[kind].label,
    seen: seen?.byKind[kind as MicroStep['kind']] !== undefined,
  }));
  return (
    <div className={styles.frame}>
      <Stepper steps={steps} current={current} shown={shown} onShow={(kind) => setLook({ kind, during: seen })} />
      <p className={styles.sentence}>{sentence}</p>
      {formula !== '' && <Formula latex={formula} label={`${text.inside.formula}: ${words[shown].label}`} />}
      <p className={`${styles.source} ${shared.quiet}`}>
        {source}
        {known !== undefined && <span>{text.inside.iteration(known.iteration)}</span>}
      </p>
      {known === undefined ? empty : children(known.step, shown === current)}
    </div>
  );
}
