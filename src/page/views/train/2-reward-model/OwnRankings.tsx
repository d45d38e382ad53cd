/** What stage 2 learns from, the learner's own rankings among it, and the ways to rank more and to go on. */
import { useMemo } from 'react';
import type { Lessons } from '../../../../protocol/label';
import { isLearnable } from '../../../../protocol/labelTokens';
import { hasPairs } from '../../../../protocol/rankingSplit';
import { useRankings } from '../../../store/label/rankings';
import type { StageState } from '../../../store/run/pageModel';
import { roundActions } from '../../../store/rounds';
import { actions, useStore } from '../../../store/store';
import { text } from '../../../text/text';
import { prose } from '../../../ui/prose';
import { Restrictable } from '../../../ui/Restrictable';
import { formatInteger, formatSetting } from '../../../ui/format';
import shared from '../../../ui/shared.module.css';
import styles from './MicroStepView.module.css';

const words = text.label.stage;

function dataOf({ simulated, own, weight }: Lessons): string {
  const count = formatInteger(simulated);
  return own === 0 ? words.none(count) : words.data(count, formatInteger(own), formatSetting(weight));
}

/** What the present reward model has learned from, as far as the page knows. */
function learnedFrom(state: StageState | null, round: number): string {
  if (state?.lessons) return words.learned(state.status === 'done', dataOf(state.lessons));
  return state?.origin ? words.learnedElsewhere[state.origin] : words.learnedNothing(round);
}

export function OwnRankings() {
  const rankings = useRankings((state) => state.rankings);
  const own = useMemo(() => rankings.filter((each) => isLearnable(each) && hasPairs(each)).length, [rankings]);
  const { comparisonPrompts, ownLabelWeight } = useStore(({ run }) => run.settings);
  const state = useStore(({ run }) => run.stages.rewardModel);
  const round = state?.round ?? 1;
  const trained = state?.status === 'done' && state.origin === 'trained';
  return (
    <section className={styles.own} aria-label={words.heading}>
      <h2 className={shared.heading}>{words.heading}</h2>
      <p data-testid="own-labels">{learnedFrom(state, round)}</p>
      <p data-testid="next-labels">
        {prose(
          words.next,
          dataOf({ simulated: comparisonPrompts * round, own, weight: ownLabelWeight }),
          round > 1 && words.eachRound(formatInteger(comparisonPrompts), round),
        )}
      </p>
      <Restrictable name="label">
        <button
          type="button"
          className={shared.link}
          data-testid="to-label-desk"
          onClick={() => actions.selectView('label')}
        >
          {own === 0 ? words.desk : words.more}
        </button>
      </Restrictable>
      {trained && own > 0 && (
        <button type="button" className={shared.link} data-testid="step-after-labels" onClick={roundActions.stepPpo}>
          {words.step}
        </button>
      )}
    </section>
  );
}
