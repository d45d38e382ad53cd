/** The results that a page shows of its models, of the evaluation and of what was learned from rankings, as events. */
import type { Evaluation } from '../../../protocol/evaluate';
import type { WorkerEvent } from '../../../protocol/protocol';
import type { PageModel } from '../run/pageModel';

const eventsOf = (evaluations: readonly (Evaluation | null)[]) =>
  evaluations.flatMap((evaluation) => (evaluation ? [{ type: 'evaluation', evaluation } as const] : []));

/** Returns the events that lead a page without results to those of this one. */
export function resultsOf({ evaluations, sizeMarks, taxed, labeling }: PageModel): readonly WorkerEvent[] {
  const { effect, learned, adopted } = labeling;
  const earlier = eventsOf([taxed.withPtx, taxed.withoutPtx].filter((each) => each !== evaluations.ppo));
  return [
    ...earlier,
    // A new evaluation leaves those.
    ...(earlier.length > 0 ? [{ type: 'cleared', stage: 'evaluate' } as const] : []),
    ...eventsOf(Object.values(evaluations)),
    ...sizeMarks.map((mark) => ({ type: 'sizeMark', mark }) as const),
    ...(effect ? [{ type: 'labelEffect', fraction: null, effect } as const] : []),
    ...(learned ? [{ type: 'labelLearning', progress: null, learned } as const] : []),
    ...(adopted ? [{ type: 'labelAdopted' } as const] : []),
  ];
}

export function hasResults(run: PageModel): boolean {
  return resultsOf(run).length > 0;
}

/** Whether there is a result with the event that was not there before. */
export function bringsResult(event: WorkerEvent): boolean {
  if (event.type === 'labelEffect') return event.effect !== null;
  if (event.type === 'labelLearning') return event.learned !== null;
  return event.type === 'evaluation' || event.type === 'sizeMark' || event.type === 'labelAdopted';
}
