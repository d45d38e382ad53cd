/** What every stage shows of a micro-step: where in the iteration, one sentence, the formula, then the stage's own data. */
import { useState } from 'react';
import type { TrainedStage } from '../../../experiment/names';
import type { MicroStepKind } from '../../../protocol/microSteps';
import type { MicroSteps } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { iterationTold } from '../../ui/stageText';
import { Restrictable } from '../../ui/Restrictable';
import shared from '../../ui/shared.module.css';
import { Formula } from './formula/Formula';
import { TermLegend } from './formula/TermLegend';
import styles from './MicroStepFrame.module.css';
import { SourceLines } from './source/SourceLines';
import type { StagePage } from './stagePage';
import { Stepper } from './Stepper';

interface Props<S extends TrainedStage> {
  readonly page: StagePage<S>;
  readonly seen: MicroSteps<S>;
}

/** A micro-step that the learner looks back at, until the next one comes. */
interface LookBack<S extends TrainedStage> {
  readonly kind: MicroStepKind<S>;
  readonly during: MicroSteps<S>;
}

/** The keys of a record, in order; the record must have no key that its type does not name. */
function keysOf<K extends string>(record: { readonly [P in K]?: unknown }): K[] {
  return Object.keys(record) as K[];
}

export function MicroStepFrame<S extends TrainedStage>({ page, seen }: Props<S>) {
  const { stage, words, sources, MicroStepView, Strip } = page;
  const { current, byKind } = seen;
  const [lookBack, setLookBack] = useState<LookBack<S> | null>(null);
  const shown = lookBack !== null && lookBack.during === seen ? lookBack.kind : current;
  const { label, sentence, formula, source } = words[shown];
  const known = byKind[shown];
  const steps = keysOf<MicroStepKind<S>>(words).map((kind) => ({
    kind,
    label: words[kind].label,
    seen: byKind[kind] !== undefined,
  }));
  return (
    <div className={styles.frame}>
      <Stepper steps={steps} current={current} shown={shown} onShow={(kind) => setLookBack({ kind, during: seen })}>
        {known !== undefined && <Iteration stage={stage} iteration={known.iteration} />}
      </Stepper>
      {Strip !== undefined && <Strip kind={shown} />}
      <p className={styles.sentence}>{sentence}</p>
      {formula !== '' && <Formula latex={formula} label={`${text.inside.formula}: ${label}`} />}
      <div>
        <TermLegend formula={formula} source={source} />
        <Restrictable name="source">
          <SourceLines places={sources[shown]} />
        </Restrictable>
      </div>
      {known === undefined ? (
        <p className={shared.quiet}>{text.inside.notYet}</p>
      ) : (
        <MicroStepView step={known.step} live={shown === current} />
      )}
    </div>
  );
}

/** By itself, so that the step beside it is not drawn anew with every iteration. */
function Iteration({ stage, iteration }: { readonly stage: TrainedStage; readonly iteration: number }) {
  return useStore(({ run }) => iterationTold(iteration, run.stages[stage]));
}
