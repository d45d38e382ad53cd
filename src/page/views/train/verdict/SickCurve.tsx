/** The curve that shows what goes wrong, where the main chart does not. */
import type { TrainedStage } from '../../../../experiment/names';
import { LineChart } from '../../../ui/charts/LineChart';
import { STAGE_PAGES } from '../pages';
import type { Diagnosis } from './diagnosis';

interface Props {
  readonly stage: TrainedStage;
  readonly diagnosis: Diagnosis;
}

export function SickCurve({ stage, diagnosis }: Props) {
  const { charts, more } = STAGE_PAGES[stage];
  const spec = [...charts, ...more].find(({ lines }) => lines.some(({ metric }) => metric === diagnosis.metric));
  return spec === undefined || spec.main === true ? null : <LineChart stage={stage} spec={spec} />;
}
