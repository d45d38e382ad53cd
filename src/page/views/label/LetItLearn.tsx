/** The button that lets policies learn from the rankings, and under it what it does, or why it cannot be pressed. */
import { useId } from 'react';
import { useRankings } from '../../store/label/rankings';
import { roundActions } from '../../store/rounds';
import { useStore } from '../../store/store';
import { whyNotLearn } from '../../store/label/labelingRun';
import { text } from '../../text/text';
import parts from './parts.module.css';
import { whoseAre } from './whose';

interface Props {
  readonly className: string | undefined;
  readonly label?: string;
  readonly testId?: string;
}

export function LetItLearn({ className, label, testId = 'label-learn' }: Props) {
  const labeling = useStore(({ run }) => run.labeling);
  const rankings = useRankings((state) => state.rankings);
  const obstacle = whyNotLearn(rankings, labeling);
  const reason = useId();
  return (
    <span className={parts.way}>
      <button
        type="button"
        className={className}
        data-testid={testId}
        aria-disabled={obstacle !== null}
        aria-describedby={reason}
        onClick={() => obstacle === null && roundActions.learnFromLabels()}
      >
        {label ?? text.learn.startFrom(whoseAre(rankings))}
      </button>
      <span className={parts.note} id={reason} data-testid={`${testId}-waits`}>
        {obstacle === null ? text.learn.meaning : text.learn.waits[obstacle]}
      </span>
    </span>
  );
}
