/** The button that lets policies learn from the rankings. */
import { useRankings } from '../../store/label/rankings';
import { roundActions } from '../../store/rounds';
import { useStore } from '../../store/store';
import { countLearnable } from '../../store/label/labelingRun';
import { text } from '../../text/text';
import { whoseAre } from './whose';

interface Props {
  readonly className: string | undefined;
  readonly label?: string;
  readonly testId?: string;
}

export function LetItLearn({ className, label, testId = 'label-learn' }: Props) {
  const labeling = useStore(({ run }) => run.labeling);
  const rankings = useRankings((state) => state.rankings);
  const can = labeling.learning === null && labeling.fraction === null && countLearnable(rankings, labeling) > 0;
  return (
    <button
      type="button"
      className={className}
      data-testid={testId}
      aria-disabled={!can}
      onClick={() => can && roundActions.learnFromLabels()}
    >
      {label ?? text.learn.startFrom(whoseAre(rankings))}
    </button>
  );
}
