/** Before the first step: one sentence on what there is to do, and the ways to begin. */
import type { TrainedStage } from '../../../../experiment/names';
import { actions, useStore } from '../../../store/store';
import { weightActions } from '../../../store/weights';
import { text } from '../../../text/text';
import { Restrictable, useControl } from '../../../ui/Restrictable';
import shared from '../../../ui/shared.module.css';
import { stageMeaning, waitsFor } from '../../../ui/stageText';
import styles from './FirstVisit.module.css';
import { TrainAll } from './TrainAll';

export function FirstVisit({ stage }: { readonly stage: TrainedStage }) {
  const shipped = useStore(({ page, replay }) => page.start === 'shipped' && replay === null);
  const round = useStore(({ run }) => run.stages[stage]?.round ?? 1);
  const opening = shipped && stage === 'ppo' && round === 1;
  const meaning = useStore(({ run }) => stageMeaning(stage, run.settings));
  const welcome = useStore(({ run }) => text.firstVisit[run.settings.klCoef === 0 ? 'withoutPenalty' : 'sentence']);
  const lockedBecause = useStore(({ run }) => waitsFor(run.stages[stage]));
  return (
    <div className={styles.first}>
      <p className={styles.sentence}>{opening ? welcome : meaning}</p>
      {lockedBecause !== '' && <p>{lockedBecause}</p>}
      <div className={styles.ways}>
        {opening && <RankFirst />}
        {shipped && (
          <Restrictable name="fromNothing">
            <button
              type="button"
              className={`${shared.link} ${styles.fromNothing}`}
              data-testid="start-from-nothing"
              onClick={weightActions.startFromNothing}
            >
              {text.firstVisit.fromNothing}
            </button>
          </Restrictable>
        )}
        <TrainAll />
        <details className={styles.world}>
          <summary data-testid="about-world">{text.firstVisit.moreOfWorld}</summary>
          <p>{text.firstVisit.world}</p>
          {text.firstVisit.aboutWorld.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </details>
      </div>
    </div>
  );
}

/** The way that leads by the learner's own rankings. */
function RankFirst() {
  const [before, link, after] = text.firstVisit.rankFirst;
  if (useControl('label') !== 'free') return null;
  return (
    <p>
      {before}
      <button
        type="button"
        className={shared.link}
        data-testid="rank-first"
        onClick={() => actions.selectView('label')}
      >
        {link}
      </button>
      {after}
    </p>
  );
}
