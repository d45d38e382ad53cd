/**
 * What is saved of a run of the lab that was done or played in this tab: the events that a shipped recording has too, and what a list
 * shows of it. How far each arm was, and what it asked, is not saved: none of it is on view once the run is done.
 */
import type { FinishedRun, LabEvent, LabRecording } from '../../../protocol/lab';
import { scenarioSettings, type Quantity } from '../../../experiment/scenarios';
import { text } from '../../text/text';
import { OUTCOMES } from '../lab/outcomes';
import { applyLabEvent, NO_LAB_RUN, type LabModel, type Measurement } from '../lab/labRun';
import { labTraits } from './difference';

/** Raised when a saved run can no longer be read as before. */
export const LAB_RUN_VERSION = 1;

/** What an arm measured last of one quantity. */
export interface LastMeasurement extends Measurement {
  readonly arm: string;
  readonly quantity: Quantity;
}

/** What the list shows of a saved run of the lab. */
export interface SavedLabRun extends Omit<FinishedRun, 'events'> {
  readonly version: typeof LAB_RUN_VERSION;
  readonly id: string;
  readonly name: string;
  /** The measurements of every arm, in the order in which the arms ran. */
  readonly measured: readonly LastMeasurement[];
  /** Index of the answer that came out, null where the run does not say; absent from runs saved before this was. */
  readonly came?: number | null;
  /** Whether it came from a file, perhaps another learner's. */
  readonly imported: boolean;
}

export type SavedLabEvent = Extract<LabEvent, { type: 'point' | 'answers' | 'done' }>;

export function isSavedEvent(event: LabEvent): event is SavedLabEvent {
  return event.type === 'point' || event.type === 'answers' || event.type === 'done';
}

/** Folds a run's events into its state when it was done. */
export function foldLabRun(events: LabRecording['events']): LabModel {
  return events.reduce(applyLabEvent, NO_LAB_RUN);
}

function lastMeasurements({ arms }: LabModel): readonly LastMeasurement[] {
  return arms.flatMap(({ name: arm, points }) =>
    (Object.keys(points) as Quantity[]).flatMap((quantity) => {
      const last = points[quantity]?.at(-1);
      return last ? [{ arm, quantity, ...last }] : [];
    }),
  );
}

function nameOf({ scenario, settings }: Pick<FinishedRun, 'scenario' | 'settings'>): string {
  const own = { ...scenarioSettings(scenario), seed: settings.seed };
  return text.runs.lab.named(text.lab.scenarios[scenario].title, settings.seed, labTraits(own, settings));
}

/** Returns what the list shows of a run, and its events, one in a line as JSON. */
export function savedLabRun({ events, ...finished }: FinishedRun): {
  readonly head: SavedLabRun;
  readonly lines: readonly string[];
} {
  const run = foldLabRun(events);
  const head: SavedLabRun = {
    version: LAB_RUN_VERSION,
    id: `${finished.begun} lab`,
    name: nameOf(finished),
    ...finished,
    measured: lastMeasurements(run),
    came: OUTCOMES[finished.scenario](run),
    imported: false,
  };
  return { head, lines: events.filter(isSavedEvent).map((event) => JSON.stringify(event)) };
}
