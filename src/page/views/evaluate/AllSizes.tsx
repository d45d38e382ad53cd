/** Figure 1 compares sizes: beside it, the way to have the shipped models of all of them answer, and what that takes. */
import { SIZES, SPEAKERS } from '../../../experiment/names';
import { actions, useStore } from '../../store/store';
import { text } from '../../text/text';
import { Restrictable } from '../../ui/Restrictable';
import { canRun } from '../../store/run/canRun';
import styles from './Evaluate.module.css';

function evaluateAllSizes(): void {
  actions.changeSettings({ evaluateAllSizes: true });
  // Which models take part is settled when an evaluation begins.
  actions.reset('evaluate');
  actions.run('evaluate');
}

export function AllSizes() {
  const state = useStore(({ run }) => run.stages.evaluate);
  const own = useStore(({ run }) => run.settings.size);
  const marks = useStore(({ run }) => run.sizeMarks);
  const complete = SIZES.every((size) => marks.some((mark) => mark.size === size));
  if (complete || state?.status === 'running' || !canRun(state)) return null;
  const others = SIZES.filter((size) => size !== own);
  return (
    <Restrictable name="run">
      <Restrictable name="evaluateAllSizes">
        <div className={styles.action}>
          <p>{text.evaluate.allSizes.takes(others.length * SPEAKERS.length, others)}</p>
          <button type="button" data-testid="evaluate-all-sizes" onClick={evaluateAllSizes}>
            {text.evaluate.allSizes.button}
          </button>
        </div>
      </Restrictable>
    </Restrictable>
  );
}
