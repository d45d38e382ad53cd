/** What a stage brings to the workbench: its micro-steps, its charts and its knobs. */
import type { ReactNode } from 'react';
import { KNOB_NAMES, KNOBS, type KnobName } from '../../../experiment/knobs';
import type { MicroStepKind, MicroStepOf } from '../../../protocol/microSteps';
import type { TrainedStage } from '../../../experiment/names';
import type { ChartSpec } from '../../ui/charts/chart';
import type { MicroStepSources } from './source/microStepSources';

interface MicroStepWords {
  readonly label: string;
  readonly sentence: string;
  /** LaTeX; empty where there is nothing to compute. */
  readonly formula: string;
  readonly source: string;
}

export interface StagePage<S extends TrainedStage> {
  readonly stage: S;
  /** By kind, in the order of an iteration. */
  readonly words: Readonly<Record<MicroStepKind<S>, MicroStepWords>>;
  readonly sources: MicroStepSources<S>;
  /** `live` when the micro-step is the present one, not looked back at. */
  readonly MicroStepView: (props: { readonly step: MicroStepOf<S>; readonly live: boolean }) => ReactNode;
  /** The networks at work in the micro-step on view; stands above it. */
  readonly Strip?: (props: { readonly kind: MicroStepKind<S> }) => ReactNode;
  readonly charts: readonly ChartSpec[];
  readonly more: readonly ChartSpec[];
  /** Knobs of the model and of the world that this stage is the place for. */
  readonly worldKnobs: readonly KnobName[];
  /** Stands below the knobs: what they promise. */
  readonly Aside?: () => ReactNode;
}

/** Every knob that acts on a stage: what it is given, its own, and the optimizer's. */
export function knobsOf({
  stage,
  worldKnobs,
}: Pick<StagePage<TrainedStage>, 'stage' | 'worldKnobs'>): readonly KnobName[] {
  const own = KNOB_NAMES.filter((name) => KNOBS[name].group === stage);
  const optimizer = KNOB_NAMES.filter((name) => KNOBS[name].group === 'optimizer');
  return [...worldKnobs, ...own, ...optimizer];
}
