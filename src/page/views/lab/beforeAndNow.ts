/** One prompt's answers by two variants, side by side. */
import type { Episode } from '../../../protocol/microSteps';
import type { LabModel } from '../../store/lab/labRun';

export interface Pair {
  readonly before: Episode;
  readonly now: Episode;
}

/** Pairs of answers to the same prompts; those that differ first, each group as it was asked. */
export function beforeAndNow({ arms }: LabModel, before: string, now: string): readonly Pair[] {
  const answersOf = (name: string) => arms.find((arm) => arm.name === name)?.answers ?? [];
  const later = answersOf(now);
  const pairs = answersOf(before).flatMap((episode, i) => {
    const other = later.at(i);
    return other?.prompt === episode.prompt ? [{ before: episode, now: other }] : [];
  });
  const isSame = (pair: Pair) => pair.before.response === pair.now.response;
  return [...pairs.filter((pair) => !isSame(pair)), ...pairs.filter(isSame)];
}
