/** The rankings of the learner and of imported labelers, of this and earlier visits, and the way in and out for them. */
import { useMemo } from 'react';
import { importedLabelers, ownOf } from '../../store/label/labelers';
import { useRankings } from '../../store/label/rankings';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import shared from '../../ui/shared.module.css';
import { ClassSummaryView } from './ClassSummaryView';
import { KEPT_HEADING } from './keptHeading';
import { Labelers } from './Labelers';
import { RankingFiles } from './RankingFiles';
import { RankingList } from './RankingList';
import parts from './parts.module.css';
import styles from './Rankings.module.css';
import type { Imports } from './useImports';

const words = text.rankings;

export function Rankings({ imports }: { readonly imports: Imports }) {
  const rankings = useRankings((state) => state.rankings);
  const unkept = useRankings((state) => state.unkept);
  const dropped = useRankings((state) => state.dropped);
  const effect = useStore(({ run }) => run.labeling.effect);
  const labelers = useMemo(() => importedLabelers(rankings), [rankings]);
  const own = ownOf(rankings).length;
  return (
    <section className={styles.rankings} aria-labelledby={KEPT_HEADING}>
      <h2 className={shared.heading} id={KEPT_HEADING} tabIndex={-1}>
        {words.heading(own, labelers.length)}
      </h2>
      {unkept && (
        <p className={parts.problem} role="alert">
          {words.unkept}
        </p>
      )}
      {dropped && (
        <p className={parts.problem} role="alert" data-testid="rankings-dropped">
          {words.dropped}
        </p>
      )}
      {rankings.length === 0 && <p className={shared.quiet}>{words.none}</p>}
      <RankingFiles {...imports} />
      {labelers.length > 0 && <Labelers labelers={labelers} />}
      {labelers.length + (own === 0 ? 0 : 1) > 1 && <ClassSummaryView rankings={rankings} />}
      {effect && <p className={parts.note}>{words.scoresMeaning}</p>}
      <RankingList rankings={rankings} labelers={labelers} effect={effect} />
    </section>
  );
}
