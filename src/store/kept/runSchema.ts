/**
 * What a kept run must look like before the page shows it. A file may come from anywhere: every number, text and list that
 * is drawn is checked, and a field that the protocol gains does not compile until it is checked here. Fields beyond those
 * named here pass, so that a run keeps what it was recorded with.
 */
import * as v from 'valibot';
import { METRICS, type MetricName, type MetricValues } from '../../metrics';
import { LEDGER_COLUMNS } from '../../microSteps';
import { BACKENDS, ORIGINS, STAGE_STATUSES, STAGES, TRAINED_STAGES } from '../../names';
import type { WorkerEvent } from '../../protocol';
import { isSettings, type Settings } from '../../settings';

export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const orNull = v.nullable(v.number());
const stage = v.picklist(STAGES);
const trained = v.picklist(TRAINED_STAGES);

export const settings = v.custom<Settings>(isSettings, 'settings of this page, each in its range');

const origin = v.picklist(ORIGINS);
const lessons = v.object({ simulated: count, own: count, weight: v.pipe(v.number(), v.finite()) });
const lineage = v.object({
  start: v.exactOptional(v.object({ model: trained, origin })),
  rewardModel: v.exactOptional(v.object({ origin, lessons: v.exactOptional(lessons) })),
});

const METRIC_NAMES = Object.keys(METRICS) as MetricName[];
/** What was not finite has become null on its way through JSON, and leaves no point on a curve. */
const metrics = v.pipe(
  v.record(v.picklist(METRIC_NAMES), orNull),
  v.transform((values): MetricValues => {
    const finite = Object.entries(values).filter(([, value]) => value !== null);
    return Object.fromEntries(finite);
  }),
);

const table = v.looseObject({
  tokens: v.array(v.string()),
  responseStart: count,
  columns: v.record(v.picklist(LEDGER_COLUMNS), v.array(orNull)),
});
const episode = v.looseObject({
  prompt: v.string(),
  response: v.string(),
  ended: v.boolean(),
  score: orNull,
  gold: orNull,
});
export const episodes = v.array(episode);
const ranking = v.array(
  v.looseObject({
    text: v.string(),
    from: v.picklist(['policy', 'policyWarm', 'fewShotBase', 'unknown']),
    rank: v.number(),
    score: orNull,
  }),
);
const compared = v.array(v.looseObject({ better: count, worse: count }));
const candidate = { token: v.string(), probability: v.number(), rank: count, chosen: v.boolean() };
const candidates = v.array(v.array(v.looseObject(candidate)));
const drawn = v.array(v.array(v.looseObject({ ...candidate, refProbability: v.number(), noise: v.number() })));
const minibatch = v.looseObject({
  tokens: v.array(v.string()),
  ratios: v.array(v.number()),
  advantages: v.array(v.number()),
});

const pretrainSteps = [
  v.looseObject({ stage: v.literal('pretrain'), kind: v.literal('batch'), texts: v.array(v.string()) }),
  v.looseObject({ stage: v.literal('pretrain'), kind: v.literal('update'), example: table, candidates }),
];
const pair = v.looseObject({ prompt: v.string(), response: v.string() });
const sftSteps = [
  v.looseObject({ stage: v.literal('sft'), kind: v.literal('batch'), pairs: v.array(pair) }),
  v.looseObject({ stage: v.literal('sft'), kind: v.literal('update'), example: table, candidates }),
];
const rewardModel = { stage: v.literal('rewardModel') };
const ranked = { ...rewardModel, prompt: v.string(), ranking };
const rewardModelSteps = [
  v.looseObject({ ...ranked, kind: v.literal('comparisons'), labeler: count, collected: count, of: count }),
  v.looseObject({ ...ranked, kind: v.literal('batch'), compared, pairs: count }),
  v.looseObject({ ...ranked, kind: v.literal('update'), compared, scoresBefore: v.array(v.number()) }),
  v.looseObject({
    ...rewardModel,
    kind: v.literal('normalise'),
    mean: v.number(),
    demonstrationScores: v.array(v.number()),
    sampleScores: v.array(v.number()),
  }),
];
const ppo = { stage: v.literal('ppo') };
const ppoSteps = [
  v.looseObject({ ...ppo, kind: v.literal('prompts'), prompts: v.array(v.string()) }),
  v.looseObject({ ...ppo, kind: v.literal('rollout'), episodes, example: table, candidates: drawn }),
  v.looseObject({ ...ppo, kind: v.literal('score'), episodes, example: table, score: v.number() }),
  v.looseObject({ ...ppo, kind: v.literal('klPenalty'), example: table, score: v.number(), klCoef: v.number() }),
  v.looseObject({ ...ppo, kind: v.literal('advantages'), example: table, gamma: v.number(), lambda: v.number() }),
  v.looseObject({
    ...ppo,
    kind: v.literal('update'),
    example: table,
    update: count,
    of: count,
    clipRange: v.number(),
    minibatch,
    exampleAt: v.nullable(count),
    numbers: metrics,
    ptxTexts: v.array(v.string()),
  }),
  v.looseObject({ ...ppo, kind: v.literal('metrics') }),
];

export const eventSchema: v.GenericSchema<unknown, WorkerEvent> = v.variant('type', [
  v.looseObject({
    type: v.literal('backend'),
    report: v.looseObject({
      backend: v.picklist(BACKENDS),
      device: v.string(),
      timings: v.array(
        v.looseObject({ backend: v.picklist(BACKENDS), millisecondsPerStep: orNull, reason: v.string() }),
      ),
      chosenBy: v.picklist(['timing', 'memory', 'learner', 'fallback', 'only choice']),
    }),
  }),
  v.looseObject({ type: v.literal('settings'), settings }),
  v.looseObject({
    type: v.literal('labelers'),
    figures: v.looseObject({ agreement: v.number(), agreementWithGold: v.number(), ceiling: v.number() }),
  }),
  v.looseObject({
    type: v.literal('stage'),
    stage,
    status: v.picklist(STAGE_STATUSES),
    origin: v.nullable(origin),
    iteration: count,
    iterations: count,
    round: count,
    secondsLeft: orNull,
    stepsPerSecond: orNull,
    missing: v.array(trained),
    lessons: v.exactOptional(lessons),
  }),
  v.looseObject({
    type: v.literal('microStep'),
    iteration: count,
    step: v.union([...pretrainSteps, ...sftSteps, ...rewardModelSteps, ...ppoSteps], 'a micro-step of a stage'),
  }),
  v.looseObject({
    type: v.literal('metrics'),
    stage: trained,
    iteration: count,
    round: count,
    values: metrics,
    errors: v.exactOptional(metrics),
  }),
  v.looseObject({ type: v.literal('changed'), stage, iteration: count, change: v.string() }),
  v.looseObject({ type: v.literal('samples'), stage: trained, iteration: count, episodes }),
  v.looseObject({
    type: v.literal('error'),
    sentence: v.string(),
    detail: v.string(),
    stage: v.nullable(stage),
    fatal: v.literal(false),
  }),
]);

const head = {
  id: v.string(),
  stage: trained,
  round: count,
  backend: v.picklist(BACKENDS),
  device: v.string(),
  settings,
  lineage: v.exactOptional(lineage),
  changes: v.array(v.string()),
  begun: v.pipe(v.number(), v.finite()),
  seconds: v.number(),
  ran: v.exactOptional(v.number()),
  iteration: count,
  iterations: count,
  ending: v.picklist(['open', 'done', 'reset']),
  metrics,
  everyIteration: count,
};

export const recordingHeadSchema = v.object(head);

export const runName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

export const headSchema = v.object({
  ...head,
  name: runName,
  events: count,
});
