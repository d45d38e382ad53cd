/** Saved rankings, the newest first, a page of them at a time: thousands of tables would slow down all that is done here. */
import { useState } from 'react';
import type { LabelEffect, OwnRanking } from '../../../protocol/label';
import type { ImportedLabeler } from '../../store/label/labelers';
import { scoresOf } from '../../store/label/movedPrompts';
import { text } from '../../text/text';
import { formatInteger } from '../../ui/format';
import { SavedRanking } from './SavedRanking';
import parts from './parts.module.css';
import styles from './RankingList.module.css';

const words = text.rankings;

const ON_A_PAGE = 20;

interface Props {
  /** Oldest first. */
  readonly rankings: readonly OwnRanking[];
  readonly labelers: readonly ImportedLabeler[];
  /** The comparison that scored them; null: there was none. */
  readonly effect: LabelEffect | null;
}

export function RankingList({ rankings, labelers, effect }: Props) {
  const known = new Map(labelers.map((labeler) => [labeler.digest, labeler]));
  const [wanted, setWanted] = useState(0);
  const last = Math.max(0, Math.ceil(rankings.length / ON_A_PAGE) - 1);
  const page = Math.min(wanted, last);
  const end = rankings.length - page * ON_A_PAGE;
  const shown = rankings.slice(Math.max(0, end - ON_A_PAGE), end).reverse();
  return (
    <>
      {last > 0 && (
        <div className={parts.buttons}>
          <Turn name="newer" to={page - 1} last={last} onTurn={setWanted} />
          <Turn name="older" to={page + 1} last={last} onTurn={setWanted} />
          <p className={parts.note} role="status" data-testid="kept-range">
            {words.range(
              formatInteger(page * ON_A_PAGE + 1),
              formatInteger(page * ON_A_PAGE + shown.length),
              formatInteger(rankings.length),
            )}
          </p>
        </div>
      )}
      <ol className={styles.list} role="list">
        {shown.map((ranking) => (
          <SavedRanking
            key={ranking.id}
            ranking={ranking}
            labeler={(ranking.file && known.get(ranking.file.digest)) ?? null}
            scores={effect ? scoresOf(ranking, effect) : undefined}
          />
        ))}
      </ol>
    </>
  );
}

interface TurnProps {
  readonly name: 'newer' | 'older';
  readonly to: number;
  readonly last: number;
  readonly onTurn: (page: number) => void;
}

function Turn({ name, to, last, onTurn }: TurnProps) {
  const leads = to >= 0 && to <= last;
  return (
    <button type="button" data-testid={`kept-${name}`} aria-disabled={!leads} onClick={() => leads && onTurn(to)}>
      {words[name]}
    </button>
  );
}
