/** One prompt's answers by two variants, side by side: before any feedback, and now. */
import { YOURS } from '../../../experiment/scenarios';
import type { Episode } from '../../../protocol/microSteps';
import type { LabModel } from '../../store/lab/labRun';

export interface Pair {
  readonly before: Episode;
  readonly now: Episode;
}

/** The variants of a scenario that the learner plays. */
export const ARMS = { before: 'sft', now: YOURS } as const;

export const hasChanged = ({ before, now }: Pair) => before.response !== now.response;

/** Pairs of answers to the same prompts; those that differ first, each group as it was asked. */
export function beforeAndNow({ arms }: LabModel): readonly Pair[] {
  const answersOf = (name: string) => arms.find((arm) => arm.name === name)?.answers ?? [];
  const later = answersOf(ARMS.now);
  const pairs = answersOf(ARMS.before).flatMap((episode, i) => {
    const other = later.at(i);
    return other?.prompt === episode.prompt ? [{ before: episode, now: other }] : [];
  });
  return [...pairs.filter(hasChanged), ...pairs.filter((pair) => !hasChanged(pair))];
}
