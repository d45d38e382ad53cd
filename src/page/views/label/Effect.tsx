/** What the rankings changed: what they did to the favorites first, then shares of pairs, and the ways on from there. */
import { useMemo } from 'react';
import { PROMPTS_TO_TEST, SHORT_RANKINGS, type LabelEffect } from '../../../protocol/label';
import { isLearnable } from '../../../protocol/labelTokens';
import { countPrompts } from '../../../protocol/rankingSplit';
import { countLearnable, whyNotLearn } from '../../store/label/labelingRun';
import { useRankings } from '../../store/label/rankings';
import { roundActions } from '../../store/rounds';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import { formatInteger } from '../../ui/format';
import shared from '../../ui/shared.module.css';
import { LetItLearn } from './LetItLearn';
import { Moved } from './Moved';
import { Shares } from './Shares';
import { Weight } from './Weight';
import { WaysOn } from './WaysOn';
import parts from './parts.module.css';
import styles from './Effect.module.css';
import { useChangedSince } from './useChangedSince';
import { whoseAre } from './whose';

const words = text.effect;

interface Props {
  /** The main button of the view stands elsewhere. */
  readonly quiet: boolean;
}

export function Effect({ quiet }: Props) {
  const labeling = useStore(({ run }) => run.labeling);
  const rankings = useRankings((state) => state.rankings);
  const learnable = useMemo(() => rankings.filter(isLearnable), [rankings]);
  const { fraction, effect } = labeling;
  const ranked = countLearnable(rankings, labeling);
  // The comparison speaks of the rankings that it knew.
  const whose = whoseAre(effect?.rankings ?? rankings);
  const canCompare = whyNotLearn(rankings, labeling) === null;
  return (
    <section className={parts.column} aria-labelledby="effect-heading" data-testid="label-effect">
      <h2 className={shared.heading} id="effect-heading">
        {words.heading(whose)}
      </h2>
      {ranked === 0 && <p className={shared.quiet}>{words.first}</p>}
      {effect && <Moved effect={effect} whose={whose} />}
      {effect && <Stale effect={effect} />}
      {ranked > 0 && (
        <div className={parts.buttons}>
          <span className={parts.way}>
            <button
              type="button"
              className={effect === null && !quiet ? parts.primary : undefined}
              data-testid="label-compare"
              aria-disabled={!canCompare}
              aria-describedby="compare-meaning"
              onClick={() => canCompare && roundActions.compareLabels()}
            >
              {effect ? words.again : words.compare}
            </button>
            <span className={parts.note} id="compare-meaning">
              {words.compareMeaning}
            </span>
          </span>
          <LetItLearn className={effect !== null && !quiet ? parts.primary : undefined} />
        </div>
      )}
      {fraction !== null && (
        <p className={parts.progress} role="status">
          {words.training} <progress aria-label={words.training} max={1} value={fraction} />
        </p>
      )}
      {effect && <Shares effect={effect} whose={whose} />}
      {ranked > 0 && <Weight effect={effect} rankings={learnable} />}
      {ranked > 0 && (
        <details className={styles.fold}>
          <summary>{words.how}</summary>
          <How prompts={countPrompts(learnable)} />
        </details>
      )}
      {ranked > 0 && <WaysOn effect={effect} />}
    </section>
  );
}

function Stale({ effect }: { readonly effect: LabelEffect }) {
  return useChangedSince(effect.rankings) && <p className={parts.note}>{words.stale}</p>;
}

function How({ prompts }: { readonly prompts: number }) {
  const simulated = useStore(({ run }) => Math.min(SHORT_RANKINGS, run.settings.comparisonPrompts));
  return (
    <p className={parts.note}>
      {words.sentence(formatInteger(simulated))} {prompts < PROMPTS_TO_TEST && words.needs(PROMPTS_TO_TEST)}
    </p>
  );
}
