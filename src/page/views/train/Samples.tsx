/** The model's answers as it learns: to a few fixed prompts, in PPO to some of the iteration's own. */
import type { TrainedStage } from '../../../experiment/names';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { Episodes } from '../../ui/Episodes';
import styles from './Samples.module.css';
import shared from '../../ui/shared.module.css';

export function Samples({ stage }: { readonly stage: TrainedStage }) {
  const samples = useStore(({ run }) => run.samples[stage]);
  const fromRollout = stage === 'ppo';
  return (
    <section className={styles.samples} data-testid="samples" aria-label={text.samples.heading}>
      <h2 className={shared.heading}>
        <span>{text.samples.heading}</span>{' '}
        <span>{samples !== null && (fromRollout ? text.samples.during : text.samples.after)(samples.iteration)}</span>
      </h2>
      {samples === null ? (
        <p className={`${shared.quiet} ${shared.small}`}>
          {fromRollout ? text.samples.waitingForRollout : text.samples.waiting}
        </p>
      ) : (
        <Episodes episodes={samples.episodes} label={text.samples.heading} />
      )}
    </section>
  );
}
