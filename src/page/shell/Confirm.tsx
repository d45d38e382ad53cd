/** Asks before weights that were trained here are dropped. */
import { Dialog, Heading } from 'react-aria-components';
import type { StageState } from '../store/run/pageModel';
import { actions, useStore } from '../store/store';
import { weightActions } from '../store/weights';
import { text } from '../text/text';
import { Overlay } from '../ui/Overlay';
import styles from './Confirm.module.css';

/** The round that trained the weights: PPO that has taken no step still has those of the round before. */
function roundOf(state: StageState | null): number {
  const { round = 1, origin = null, iteration = 0, status = 'done' } = state ?? {};
  return round > 1 && origin === 'trained' && iteration === 0 && status === 'ready' ? round - 1 : round;
}

export function Confirm() {
  const asking = useStore(({ confirming }) => confirming !== null);
  const dropped = useStore(({ confirming }) => confirming?.dropped) ?? [];
  const stages = useStore(({ run }) => run.stages);
  const lost = dropped.map((stage) => ({ stage, model: text.confirm.lost[stage](roundOf(stages[stage])) }));
  // The runs of the list keep the weights of a policy alone.
  const gone = dropped.some((stage) => stage !== 'ppo');
  return (
    <Overlay className={styles.modal} isOpen={asking} onClose={() => actions.confirm(false)}>
      <Dialog className={styles.dialog} role="alertdialog" data-testid="confirm" data-gone={gone}>
        <Heading slot="title" level={2} className={styles.question}>
          {text.confirm.question(lost.map(({ model }) => model))}
        </Heading>
        <p className={styles.stays}>{gone ? text.confirm.weightsGo : text.confirm.stays}</p>
        {gone && (
          <ul role="list" className={styles.lost}>
            {lost.map(({ stage, model }) => (
              <li key={stage}>
                {model}
                <button
                  type="button"
                  data-testid="confirm-save"
                  aria-label={text.confirm.saveOf(model)}
                  onClick={() => weightActions.saveFile(stage)}
                >
                  {text.confirm.save}
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className={styles.buttons}>
          <button type="button" autoFocus data-testid="confirm-keep" onClick={() => actions.confirm(false)}>
            {text.confirm.cancel}
          </button>
          <button
            type="button"
            className={styles.proceed}
            data-testid="confirm-proceed"
            onClick={() => actions.confirm(true)}
          >
            {text.confirm.proceed}
          </button>
        </div>
      </Dialog>
    </Overlay>
  );
}
