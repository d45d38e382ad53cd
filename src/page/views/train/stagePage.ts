/** What a stage brings to the workbench: its view of a micro-step, its charts and its knobs. */
import type { ReactNode } from 'react';
import { KNOB_NAMES, KNOBS, type KnobName } from '../../../experiment/knobs';
import type { MicroStep } from '../../../protocol/microSteps';
import type { TrainedStage } from '../../../experiment/names';
import type { ChartSpec } from '../../ui/charts/chart';

export interface StagePage<S extends TrainedStage> {
  readonly stage: S;
  /** `live` when the micro-step is the present one, not looked back at. */
  readonly MicroStepView: (props: {
    readonly step: Extract<MicroStep, { stage: S }>;
    readonly live: boolean;
  }) => ReactNode;
  /** Who is at work in the micro-step that is looked at; stands above it. */
  readonly Strip?: (props: { readonly kind: string }) => ReactNode;
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
