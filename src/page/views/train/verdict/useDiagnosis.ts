/** The worst that the newest curves of a stage show. */
import { useMemo } from 'react';
import type { TrainedStage } from '../../../../experiment/names';
import { useStore } from '../../../store/store';
import { diagnose, type Diagnosis } from './diagnosis';

export function useDiagnosis(stage: TrainedStage): Diagnosis | null {
  const curves = useStore(({ run }) => run.curves[stage].at(-1));
  return useMemo(() => (curves === undefined ? null : diagnose(stage, curves)), [stage, curves]);
}
