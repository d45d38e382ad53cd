/** The page as a learner sees it at every micro-step of a recorded run. */
import type { TrainedStage } from '../experiment/names';
import type { MicroStep } from '../protocol/microSteps';
import type { WorkerEvent } from '../protocol/protocol';
import type { Settings } from '../experiment/settings';
import { applyEvent, initialPageModel, type PageModel } from '../page/store/run/pageModel';
import { text } from '../page/text/text';
import { drawTraining } from './drawApp';
import type { Markup } from './markup';

export type TrainedStep = Extract<MicroStep, { stage: TrainedStage }>;

export interface SeenStep<S extends TrainedStep = TrainedStep> {
  readonly step: S;
  readonly iteration: number;
  /** With all that the worker told of it: where the run is stepped, up to the pause behind the micro-step. */
  readonly run: PageModel;
  readonly page: Markup;
}

/** The events of a run in pieces that each begin with a micro-step. */
function pieces(events: readonly WorkerEvent[]): readonly (readonly WorkerEvent[])[] {
  const starts = events.flatMap(({ type }, i) => (type === 'microStep' ? [i] : []));
  return [0, ...starts].map((start, i) => events.slice(start, starts[i]));
}

/** How many events of a piece have come when the run pauses; all of them where it does not. */
function untilPause(piece: readonly WorkerEvent[]): number {
  const pause = piece.map((event) => event.type === 'stage' && event.status !== 'running').lastIndexOf(true);
  return pause < 0 ? piece.length : pause + 1;
}

export async function drawSteps(events: readonly WorkerEvent[], settings: Settings): Promise<readonly SeenStep[]> {
  const seen: SeenStep[] = [];
  let before = initialPageModel(settings);
  for (const piece of pieces(events)) {
    const [event] = piece;
    if (event.type === 'microStep' && event.step.stage !== 'evaluate') {
      const { step, iteration } = event;
      const run = piece.slice(0, untilPause(piece)).reduce(applyEvent, before);
      seen.push({ step, iteration, run, page: await drawTraining(run, step.stage) });
    }
    before = piece.reduce(applyEvent, before);
  }
  return seen;
}

/** All micro-steps of a kind. Throws where there are none. */
export function stepsOf<S extends TrainedStage, K extends Extract<MicroStep, { stage: S }>['kind']>(
  seen: readonly SeenStep[],
  stage: S,
  kind: K,
): readonly SeenStep<Extract<TrainedStep, { stage: S; kind: K }>>[] {
  const is = (each: SeenStep): each is SeenStep<Extract<TrainedStep, { stage: S; kind: K }>> =>
    each.step.stage === stage && each.step.kind === kind;
  const found = seen.filter(is);
  if (found.length === 0) throw new Error(`The run has no micro-step ${stage} ${kind}.`);
  return found;
}

/** What happens to the example, beside what changes over time. */
export function insideOf(page: Markup): Markup {
  return page.one(`section[aria-label="${text.answers.pane.inside}"]`);
}
