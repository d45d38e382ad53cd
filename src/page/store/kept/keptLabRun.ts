/**
 * What is kept of a run of the lab that was done in this tab: the same as of one that ships, a recording, with what a list
 * tells of it. How far each arm was, and what it asked, is not kept: nothing of it is on view once the run is done.
 */
import type { FinishedRun, LabEvent, LabRecording } from '../../../protocol/lab';
import { scenarioSettings, type Quantity } from '../../../experiment/scenarios';
import { text } from '../../text/text';
import { applyLabEvent, NO_LAB_RUN, type LabModel, type Measurement } from '../lab/labRun';
import { labDifference } from './difference';

/** Raised when what is kept of a run can no longer be read as before. */
export const LAB_RUN_VERSION = 1;

/** What an arm measured last of one quantity. */
export interface LastMeasurement extends Measurement {
  readonly arm: string;
  readonly quantity: Quantity;
}

/** What the list tells of a kept run of the lab. */
export interface KeptLabRun extends Omit<FinishedRun, 'events'> {
  readonly version: typeof LAB_RUN_VERSION;
  readonly id: string;
  readonly name: string;
  /** Of every arm, in the order in which they ran. */
  readonly measured: readonly LastMeasurement[];
  /** It came from a learner's file; whoever ran it. */
  readonly imported: boolean;
}

export type KeptLabEvent = Extract<LabEvent, { type: 'point' | 'answers' | 'done' }>;

export function isKeptEvent(event: LabEvent): event is KeptLabEvent {
  return event.type === 'point' || event.type === 'answers' || event.type === 'done';
}

/** The run as it stood when it was done. */
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
  return text.runs.lab.named(text.lab.scenarios[scenario].title, settings.seed, labDifference(own, settings));
}

/** What the list tells of a run, and its events, one in a line as JSON. */
export function keptLabRun({ events, ...finished }: FinishedRun): {
  readonly head: KeptLabRun;
  readonly lines: readonly string[];
} {
  const head: KeptLabRun = {
    version: LAB_RUN_VERSION,
    id: `${finished.begun} lab`,
    name: nameOf(finished),
    ...finished,
    measured: lastMeasurements(foldLabRun(events)),
    imported: false,
  };
  return { head, lines: events.filter(isKeptEvent).map((event) => JSON.stringify(event)) };
}
