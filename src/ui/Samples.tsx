/** The model's answers to a few fixed prompts, as it learns. */
import type { TrainedStage } from '../protocol';
import { useStore } from '../store/store';
import { text } from '../text/text';
import { Episodes } from './Episodes';
import styles from './Samples.module.css';
import shared from './shared.module.css';

export function Samples({ stage }: { readonly stage: TrainedStage }) {
  const samples = useStore(({ run }) => run.samples[stage]);
  return (
    <section className={styles.samples} data-testid="samples" aria-label={text.samples.heading}>
      <h2 className={shared.heading}>
        {text.samples.heading} {samples !== null && text.samples.at(samples.iteration)}
      </h2>
      {samples === null ? (
        <p className={`${shared.quiet} ${shared.small}`}>{text.samples.waiting}</p>
      ) : (
        <Episodes episodes={samples.episodes} label={text.samples.heading} />
      )}
    </section>
  );
}
