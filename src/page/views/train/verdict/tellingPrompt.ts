/** Which request shows best what a run did to the answers. */
import type { Episode } from '../../../../protocol/microSteps';
import type { StageSamples } from '../../../store/run/pageModel';

function movementOf(before: Episode, now: Episode): number {
  const between = (then: number | null, since: number | null) =>
    then === null || since === null ? 0 : Math.abs(since - then);
  // Gold lies in [0, 1]: however far a score moves, it only decides between requests whose gold moved alike.
  const score = between(before.score, now.score);
  return between(before.gold, now.gold) + score / (1000 * (1 + score));
}

/** Of the requests that are answered differently now, the one whose gold moved most, or else its score; null: none is. */
export function tellingPrompt(samples: Pick<StageSamples, 'before' | 'now'> | null): string | null {
  const { before = null, now = [] } = samples ?? {};
  const changed = now.flatMap((episode, i) => {
    const earlier = before?.[i];
    if (earlier?.prompt !== episode.prompt || earlier.response === episode.response) return [];
    return [{ prompt: episode.prompt, moved: movementOf(earlier, episode) }];
  });
  return changed.sort((a, b) => b.moved - a.moved).at(0)?.prompt ?? null;
}
