/** Once enough is ranked: the way from ranking to what it changes, beside the way to go on ranking. */
import { text } from '../../text/text';
import { LetItLearn } from './LetItLearn';
import parts from './parts.module.css';

interface Props {
  /** Whether it is the main button of the view. */
  readonly main: boolean;
  readonly onMore: () => void;
}

export function Enough({ main, onMore }: Props) {
  return (
    <p className={parts.buttons} data-testid="label-enough">
      <LetItLearn className={main ? parts.primary : undefined} label={text.label.enough} testId="label-enough-learn" />
      {main && (
        <button type="button" data-testid="label-more" onClick={onMore}>
          {text.label.rankMore}
        </button>
      )}
    </p>
  );
}
