/**
 * What is to be said of the stage in a line or two, above its answers: what there is to do, what it does, what came of it.
 * Its place is as high for each of them, so that the answers do not move when a run begins or ends.
 */
import type { TrainedStage } from '../../../experiment/names';
import { useStore } from '../../store/store';
import { FirstVisit } from './answers/FirstVisit';
import { TrainingAll } from './answers/TrainAll';
import styles from './StageHead.module.css';
import type { Diagnosis } from './verdict/diagnosis';
import { Outcome } from './verdict/Outcome';

interface Props {
  readonly stage: TrainedStage;
  readonly diagnosis: Diagnosis | null;
}

export function StageHead({ stage, diagnosis }: Props) {
  const begun = useStore(({ run }) => (run.stages[stage]?.iteration ?? 0) > 0);
  return (
    <div className={styles.head} data-testid="stage-head">
      {begun ? <Outcome stage={stage} diagnosis={diagnosis} /> : <FirstVisit stage={stage} />}
      <TrainingAll />
    </div>
  );
}
