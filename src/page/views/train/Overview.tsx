/** Before the first step: what one iteration of the stage is made of. */
import type { TrainedStage } from '../../../experiment/names';
import { text } from '../../text/text';
import shared from '../../ui/shared.module.css';
import styles from './Overview.module.css';

export function Overview({ stage }: { readonly stage: TrainedStage }) {
  return (
    <>
      <h2 className={shared.heading}>{text.inside.overview}</h2>
      <dl className={styles.overview}>
        {Object.entries(text.microSteps[stage]).map(([kind, { label, sentence }]) => (
          <div key={kind}>
            <dt>{label}</dt>
            <dd>{sentence}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
