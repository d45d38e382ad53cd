/** The learner's rankings of this and earlier visits, and the way in and out for those of others. */
import { useRankings } from '../../store/label/rankings';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import shared from '../../ui/shared.module.css';
import { RankingFiles } from './RankingFiles';
import { RankingList } from './RankingList';
import parts from './parts.module.css';
import styles from './Rankings.module.css';

const words = text.label.kept;

export function Rankings() {
  const rankings = useRankings((state) => state.rankings);
  const unkept = useRankings((state) => state.unkept);
  const scores = useStore(({ run }) => run.labeling.effect?.scores);
  return (
    <section className={styles.rankings} aria-labelledby="kept-heading">
      <h2 className={shared.heading} id="kept-heading">
        {words.heading}
      </h2>
      {unkept && (
        <p className={parts.problem} role="alert">
          {words.unkept}
        </p>
      )}
      {rankings.length === 0 && <p className={shared.quiet}>{words.none}</p>}
      {scores && <p className={parts.note}>{words.scoresMeaning}</p>}
      <RankingList rankings={rankings} scores={scores} />
      <RankingFiles />
    </section>
  );
}
