/**
 * What a saved run must look like before the page shows it. A file may come from anywhere: every number, text and list that
 * is drawn is checked, and a field that the protocol gains does not compile until it is checked here. Fields beyond those
 * named here pass, so that a run has all that it was recorded with.
 */
import * as v from 'valibot';
import { BACKENDS, ORIGINS, STAGE_STATUSES, STAGES, TRAINED_STAGES } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { settingsSchema } from '../../../experiment/settingsSchema';
import { count, finite, fromZero, letters, list, moment, number, orNull, round } from './checks';
import { metrics } from './metricsSchema';
import { episodes, microStep } from './microStepSchema';
import { presentEvent, presentHead } from './olderRuns';
import type { SavedRun, StageRecording } from './recorder';

const stage = v.picklist(STAGES);
const trained = v.picklist(TRAINED_STAGES);

const origin = v.picklist(ORIGINS);
const lessons = v.object({
  simulated: count,
  own: count,
  imported: v.exactOptional(count),
  weight: finite,
});
const lineage = v.object({
  start: v.exactOptional(v.object({ model: trained, origin })),
  rewardModel: v.exactOptional(v.object({ origin, lessons: v.exactOptional(lessons) })),
});

const knobValue = v.union([finite, letters, v.boolean()]);
const change = v.object({ knob: letters, from: knobValue, to: knobValue });

const event: v.GenericSchema<unknown, WorkerEvent> = v.variant('type', [
  v.looseObject({
    type: v.literal('backend'),
    report: v.looseObject({
      backend: v.picklist(BACKENDS),
      device: letters,
      timings: list(v.looseObject({ backend: v.picklist(BACKENDS), millisecondsPerStep: orNull, reason: letters })),
      chosenBy: v.picklist(['timing', 'memory', 'learner', 'fallback', 'only choice']),
    }),
  }),
  v.looseObject({ type: v.literal('settings'), settings: settingsSchema }),
  v.looseObject({
    type: v.literal('labelers'),
    figures: v.looseObject({ agreement: number, agreementWithGold: number, ceiling: number }),
  }),
  v.looseObject({
    type: v.literal('stage'),
    stage,
    status: v.picklist(STAGE_STATUSES),
    origin: v.nullable(origin),
    iteration: count,
    iterations: count,
    round,
    secondsLeft: orNull,
    stepsPerSecond: orNull,
    missing: list(trained),
    lessons: v.exactOptional(lessons),
    ran: v.exactOptional(fromZero),
  }),
  v.looseObject({ type: v.literal('microStep'), iteration: count, step: microStep }),
  v.looseObject({
    type: v.literal('metrics'),
    stage: trained,
    iteration: count,
    round,
    values: metrics,
    errors: v.exactOptional(metrics),
  }),
  v.looseObject({ type: v.literal('changed'), stage, iteration: count, change }),
  v.looseObject({
    type: v.literal('samples'),
    stage: trained,
    iteration: count,
    episodes,
    before: v.exactOptional(episodes),
  }),
  v.looseObject({
    type: v.literal('error'),
    sentence: letters,
    detail: letters,
    stage: v.nullable(stage),
    fatal: v.literal(false),
  }),
]);

const head = {
  id: letters,
  stage: trained,
  round,
  backend: v.picklist(BACKENDS),
  device: letters,
  settings: settingsSchema,
  lineage: v.exactOptional(lineage),
  changes: list(change),
  begun: moment,
  seconds: number,
  ran: v.exactOptional(fromZero),
  iteration: count,
  iterations: count,
  ending: v.picklist(['open', 'done', 'reset']),
  metrics,
  everyIteration: count,
};

/** The schema, of what older pages wrote too. */
const ofAnyPage = <T>(present: (value: unknown) => unknown, schema: v.GenericSchema<unknown, T>) =>
  v.pipe(v.unknown(), v.transform(present), schema);

export const eventSchema = ofAnyPage(presentEvent, event);

export const recordingHeadSchema: v.GenericSchema<unknown, StageRecording['head']> = ofAnyPage(
  presentHead,
  v.object(head),
);

export const runName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const headSchema: v.GenericSchema<unknown, SavedRun> = ofAnyPage(
  presentHead,
  v.object({
    ...head,
    name: runName,
    events: count,
  }),
);
