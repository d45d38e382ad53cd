/** In every other view: where the stage stands that runs or waits in Train, beneath that view's name, which leads back to it. */
import { liveRun } from '../store/pageState';
import { actions, useStore } from '../store/store';
import { useSettled } from '../ui/useSettled';
import styles from './AtWork.module.css';
import { atWorkText, stageAtWork } from './atWorkText';

/** Milliseconds from one change to the next. */
const EVERY = 1000;

export function AtWork() {
  const told = useSettled(
    useStore((state) => atWorkText(liveRun(state))),
    EVERY,
  );
  if (told === '') return null;
  return (
    <>
      {' '}
      <span className={styles.told} data-testid="at-work">
        {told}
      </span>
    </>
  );
}

/** Leads to the stage that runs or waits, from another view; where there is none to the one that was last on view. */
export function toTraining(): void {
  const state = useStore.getState();
  const stage = state.view === 'train' ? null : stageAtWork(liveRun(state));
  if (stage === null) actions.selectView('train');
  else actions.selectStage(stage);
}
