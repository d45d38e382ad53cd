/** All models on the same held-out prompts and benchmarks. */
import { SPEAKERS } from '../../../experiment/names';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { Knobs } from '../../ui/knobs/Knobs';
import { Examples } from './Examples';
import styles from './Evaluate.module.css';
import { Figures } from './Figures';
import { HeadlineView } from './HeadlineView';
import { EVALUATE_KNOBS } from './knobs';
import { Marks } from './Marks';

export function Evaluate() {
  const evaluations = useStore(({ run }) => run.evaluations);
  const seen = useStore(({ run }) => run.microSteps.evaluate);
  const status = useStore(({ run }) => run.stages.evaluate?.status);
  const samples = useStore(({ run }) => run.settings.evaluationSamples);
  const step = seen?.byKind.speaker?.step;
  const answers = Math.max(0, ...SPEAKERS.map((speaker) => evaluations[speaker]?.answers ?? 0));
  const done = SPEAKERS.some((speaker) => evaluations[speaker] !== undefined);
  return (
    <main className={styles.evaluate}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{text.evaluate.heading}</h2>
        <p className={styles.sentence}>{text.evaluate.sentence}</p>
        <p className={styles.progress} data-testid="current-micro-step" data-kind={seen?.current ?? ''}>
          {(status === 'running' || status === 'paused') && step?.kind === 'speaker'
            ? text.inside.speakerProgress(text.speakers[step.speaker].label, step.size, step.done, step.of)
            : done
              ? text.evaluate.answers(answers)
              : status === 'running'
                ? text.evaluate.begun
                : text.evaluate.waiting(samples)}
        </p>
      </div>
      <HeadlineView />
      {done && (
        <>
          <Marks evaluations={evaluations} />
          <Examples evaluations={evaluations} />
        </>
      )}
      <Figures />
      <Knobs names={EVALUATE_KNOBS} />
    </main>
  );
}
