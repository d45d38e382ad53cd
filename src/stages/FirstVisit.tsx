/** One sentence on what there is to do, and the way to begin with nothing. */
import { useState } from 'react';
import type { TrainedStage } from '../protocol';
import { actions, useStore } from '../store/store';
import { text } from '../text/text';
import shared from '../ui/shared.module.css';
import styles from './FirstVisit.module.css';

export function FirstVisit({ stage }: { readonly stage: TrainedStage }) {
  const shipped = useStore(({ page }) => page.start === 'shipped');
  return (
    <div className={styles.first}>
      <p className={styles.sentence}>
        {shipped && stage === 'ppo' ? text.firstVisit.sentence : text.stages[stage].meaning}
      </p>
      {shipped && <FromNothing />}
      <h2 className={shared.heading}>{text.inside.overview}</h2>
      <dl className={styles.overview}>
        {Object.entries(text.microSteps[stage]).map(([kind, { label, sentence }]) => (
          <div key={kind}>
            <dt>{label}</dt>
            <dd>{sentence}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Asks first when weights trained here would be lost. */
function FromNothing() {
  const trained = useStore(({ run }) => Object.values(run.stages).some((state) => state?.origin === 'trained'));
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button
        type="button"
        className={shared.link}
        data-testid="start-from-nothing"
        onClick={() => (trained ? setAsking(true) : actions.startFromNothing())}
      >
        {text.firstVisit.fromNothing}
      </button>
    );
  }
  return (
    <p className={styles.confirm}>
      {text.firstVisit.confirm}
      <button type="button" onClick={actions.startFromNothing}>
        {text.firstVisit.proceed}
      </button>
      <button type="button" onClick={() => setAsking(false)}>
        {text.firstVisit.keep}
      </button>
    </p>
  );
}
