/** What every stage shows of a micro-step: where in the iteration, one sentence, the formula, then the stage's own data. */
import { useState, type ReactNode } from 'react';
import type { MicroStep } from '../../../protocol/microSteps';
import type { TrainedStage } from '../../../experiment/names';
import type { MicroSteps } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { Formula } from './formula/Formula';
import { sourcesOf } from './source/microStepSources';
import styles from './MicroStepFrame.module.css';
import shared from '../../ui/shared.module.css';
import { SourceLines } from './source/SourceLines';
import { iterationTold } from '../../ui/stageText';
import { Stepper } from './Stepper';
import { TermLegend } from './formula/TermLegend';

interface Words {
  readonly label: string;
  readonly sentence: string;
  readonly formula: string;
  readonly source: string;
}

interface Props {
  readonly stage: TrainedStage;
  readonly words: Readonly<Record<string, Words>>;
  readonly seen: MicroSteps;
  /** Stands above the micro-step, by its kind. */
  readonly Strip?: ((props: { readonly kind: string }) => ReactNode) | undefined;
  /** The stage's view of one micro-step. */
  readonly children: (step: MicroStep, live: boolean) => ReactNode;
}

export function MicroStepFrame({ stage, words, seen, Strip, children }: Props) {
  const kinds = Object.keys(words);
  const { current, byKind } = seen;
  /** The learner's look back lasts until the next micro-step. */
  const [look, setLook] = useState<{ readonly kind: string; readonly during: MicroSteps } | null>(null);
  const shown = look !== null && look.during === seen ? look.kind : current;
  const { sentence, formula, source } = words[shown];
  const known = byKind[shown as MicroStep['kind']];
  const steps = kinds.map((kind) => ({
    kind,
    label: words[kind].label,
    seen: byKind[kind as MicroStep['kind']] !== undefined,
  }));
  return (
    <div className={styles.frame}>
      <Stepper steps={steps} current={current} shown={shown} onShow={(kind) => setLook({ kind, during: seen })}>
        {known !== undefined && <Iteration stage={stage} iteration={known.iteration} />}
      </Stepper>
      {Strip !== undefined && <Strip kind={shown} />}
      <p className={styles.sentence}>{sentence}</p>
      {formula !== '' && <Formula latex={formula} label={`${text.inside.formula}: ${words[shown].label}`} />}
      <div>
        <TermLegend formula={formula} source={source} />
        <SourceLines places={sourcesOf(stage, shown)} />
      </div>
      {known === undefined ? (
        <p className={shared.quiet}>{text.inside.notYet}</p>
      ) : (
        children(known.step, shown === current)
      )}
    </div>
  );
}

/** By itself, so that the step beside it is not drawn anew with every iteration. */
function Iteration({ stage, iteration }: { readonly stage: TrainedStage; readonly iteration: number }) {
  return useStore(({ run }) => iterationTold(iteration, run.stages[stage]));
}
