/** What the learner has chosen of the curves: one smoothing for all charts, and of each stage the iterations in view. */
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { TrainedStage } from '../../../experiment/names';

/** Iterations of the running mean that can be chosen; 1: the curves as they are. */
export const SMOOTHINGS = [1, 5, 10, 20, 50, 100] as const;
export type Smoothing = (typeof SMOOTHINGS)[number];

/** The first and the last iteration in view. */
export type IterationRange = readonly [from: number, to: number];

interface ChartView {
  readonly smoothing: Smoothing;
  /** A stage without one shows all its iterations. */
  readonly ranges: { readonly [S in TrainedStage]?: IterationRange };
}

const useChartView = create<ChartView>()(() => ({ smoothing: 1, ranges: {} }));

/** How much of a stage's curves is in view, and the iterations of the running mean (1: none). */
export interface ChartDisplay {
  readonly range: IterationRange | null;
  readonly smoothing: number;
}

export function useChartDisplay(stage: TrainedStage): ChartDisplay {
  return useChartView(useShallow(({ smoothing, ranges }) => ({ smoothing, range: ranges[stage] ?? null })));
}

export function smooth(smoothing: Smoothing): void {
  useChartView.setState({ smoothing });
}

/** Null: all iterations again. */
export function zoom(stage: TrainedStage, range: IterationRange | null): void {
  const { [stage]: _, ...others } = useChartView.getState().ranges;
  useChartView.setState({ ranges: range === null ? others : { ...others, [stage]: range } });
}
