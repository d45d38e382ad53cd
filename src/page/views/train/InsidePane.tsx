/** The newest micro-step from the inside; at full speed it changes once a second at most, so that it can be read. */
import { useStore } from '../../store/store';
import { useDeferredRedraw } from '../../ui/useDeferredRedraw';
import { useSettled } from '../../ui/useSettled';
import { MicroStepFrame } from './MicroStepFrame';
import { Overview } from './Overview';
import type { StagePage } from './stagePage';
import type { TrainedStage } from '../../../experiment/names';

/** Milliseconds from one micro-step to the next, at least. */
const EVERY = 1000;

export function InsidePane<S extends TrainedStage>({ page }: { readonly page: StagePage<S> }) {
  const { stage } = page;
  const rushing = useStore(({ run, speed }) => speed === null && run.stages[stage]?.status === 'running');
  const newest = useStore(({ run }) => run.microSteps[stage]);
  const seen = useDeferredRedraw(useSettled(newest, rushing ? EVERY : 0));
  return seen === null ? <Overview stage={stage} /> : <MicroStepFrame page={page} seen={seen} />;
}
