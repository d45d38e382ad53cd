/**
 * Where a session stands, as bytes, to go on from after a reload. The plain part is JSON; every array of floats lies in a
 * safetensors file beside it, once, and the JSON names its place there. The reader trusts nothing.
 */
import * as v from 'valibot';
import { FileError, readSafetensors, writeSafetensors } from '../../../formats/safetensors';
import {
  ORIGINS,
  SIZES,
  STAGE_STATUSES,
  TRAINED_STAGES,
  type StageStatus,
  type TrainedStage,
} from '../../../experiment/names';
import type { Snapshot } from '../../../protocol/protocol';
import type { Comparison, RankedResponses } from '../../rlhf/comparisons';
import { inLevels } from '../../rlhf/pairwiseLoss';
import type { Settings } from '../../../experiment/settings';
import { settingsSchema } from '../../../experiment/settingsSchema';
import { VOCABULARY } from '../../../world/vocabulary';
import { ROUND_STAGES, type EndedRound } from './endedRound';
import type { SavedRun } from '../stages/openRun';
import type { OriginatedWeights, SavedStageWeights } from '../stages/stageWeights';

const VERSION = 1;
const REFUSED = 'Where the stages stood cannot be gone on with; only weights come back.';

/** All that the session's stages know. */
export interface SessionState extends SavedStageWeights {
  readonly settings: Settings;
  readonly round: number;
  readonly roundStart: OriginatedWeights | null;
  readonly shippedPolicy: OriginatedWeights | null;
  /** Oldest first. */
  readonly earlier: readonly EndedRound[];
  /** The policies that the rounds before this one ended with. */
  readonly pastPolicies: readonly (readonly [round: number, parameters: Float32Array])[];
  /** As it stood before the last run of PPO; absent in what older pages saved. */
  readonly policyBeforeRun?: OriginatedWeights | null;
  readonly standings: {
    readonly [S in TrainedStage]: {
      readonly status: StageStatus;
      readonly iteration: number;
      readonly iterations: number;
    };
  };
  /** Those in the middle. */
  readonly runs: readonly SavedRun[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const trained = v.picklist(TRAINED_STAGES);
const floats = v.instance(Float32Array);
const originated = v.object({
  parameters: floats,
  origin: v.picklist(ORIGINS),
});
const token = v.pipe(count, v.maxValue(VOCABULARY.length - 1));
const pairs = v.array(v.tuple([count, count]));
const ranked = {
  responses: v.array(v.object({ tokens: v.array(token), text: v.string(), ended: v.boolean() })),
  levels: v.array(v.array(count)),
  identical: v.exactOptional(pairs),
};
const comparison = asRanking<Comparison>(
  v.looseObject({
    ...ranked,
    prompt: v.looseObject({ kind: v.string(), text: v.string(), useCase: v.string() }),
    verdicts: v.array(v.looseObject({ gold: v.number(), helpful: v.number(), honest: v.number() })),
    labeler: count,
  }),
);
const ownRanking = asRanking<RankedResponses>(
  v.looseObject({ ...ranked, prompt: v.object({ text: v.string() }), weight: v.exactOptional(v.number()) }),
);
const rewardModelInputs = v.object({
  known: v.array(comparison),
  toCollect: v.array(count),
  initial: v.object({ size: v.picklist(SIZES), parameters: floats }),
  ownRankings: v.array(ownRanking),
});

/** Reads rankings also as older pages wrote them: the order of the responses, and the pairs of those that are tied. */
function asRanking<T extends RankedResponses>(schema: v.GenericSchema): v.GenericSchema<unknown, T> {
  const older = v.looseObject({ ranking: v.array(count), ties: pairs });
  const withLevels = v.transform((said: unknown) => {
    const { success, output } = v.safeParse(older, said);
    if (!success) return said;
    const { ranking, ties, ...others } = output;
    return { ...others, levels: inLevels(ranking), identical: ties };
  });
  return v.pipe(v.unknown(), withLevels, schema) as unknown as v.GenericSchema<unknown, T>;
}

/** Reads the learner's rankings also under the name that they had in older pages. */
const withOwnRankings = v.transform((said: unknown) => {
  if (typeof said !== 'object' || said === null || !('own' in said)) return said;
  const { own: ownRankings, ...others } = said;
  return { ...others, ownRankings };
});

const byRound = v.array(v.tuple([count, v.array(comparison)]));
const weightsOf = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.object({
    pretrain: v.exactOptional(schema),
    sft: v.exactOptional(schema),
    rewardModel: v.exactOptional(schema),
    ppo: v.exactOptional(schema),
  });
const network = v.object({
  parameters: floats,
  firstMoments: floats,
  secondMoments: floats,
  steps: count,
  corrections: v.tuple([v.number(), v.number()]),
});
const run = v.object({
  inputs: v.object({
    stage: trained,
    round: count,
    settings: settingsSchema,
    weights: weightsOf(floats),
    roundStart: v.nullable(floats),
    rewardModel: v.pipe(v.unknown(), withOwnRankings, v.nullable(rewardModelInputs)),
  }),
  memory: v.nullable(v.object({ iteration: count, drawn: count, networks: v.array(network), collected: byRound })),
  taken: v.array(v.object({ settings: settingsSchema, microSteps: count })),
});
const progress = v.object({
  status: v.picklist(STAGE_STATUSES),
  iteration: count,
  iterations: count,
});
const lessons = v.nullable(
  v.object({ simulated: count, own: count, imported: v.exactOptional(count), weight: v.number() }),
);
const policyLessons = v.exactOptional(lessons);
const endedRound = v.object({
  stages: v.array(
    v.object({
      stage: v.picklist(ROUND_STAGES),
      weights: v.nullable(originated),
      iteration: count,
      iterations: count,
    }),
  ),
  rewardModelSize: v.picklist(SIZES),
  lessons,
  ptxOfPolicy: v.array(v.boolean()),
  policyLessons,
  start: v.nullable(originated),
});
const state: v.GenericSchema<unknown, SessionState> = v.object({
  settings: settingsSchema,
  round: count,
  roundStart: v.nullable(originated),
  shippedPolicy: v.nullable(originated),
  earlier: v.array(endedRound),
  weights: weightsOf(originated),
  pastPolicies: v.array(v.tuple([count, floats])),
  policyBeforeRun: v.exactOptional(v.nullable(originated)),
  comparisons: byRound,
  lessons,
  ptxOfPolicy: v.array(v.boolean()),
  policyLessons,
  standings: v.object({
    pretrain: progress,
    sft: progress,
    rewardModel: progress,
    ppo: progress,
  }),
  runs: v.array(run),
});
const whole = v.object({ version: v.number(), state: v.unknown() });

export function writeSnapshot(session: SessionState): Snapshot {
  const places = new Map<Float32Array, number>();
  const place = (_: string, value: unknown) => {
    if (!(value instanceof Float32Array)) return value;
    const known = places.get(value) ?? places.size;
    places.set(value, known);
    return { floats: known };
  };
  const about = new TextEncoder().encode(JSON.stringify({ version: VERSION, state: session }, place)).buffer;
  const tensors = [...places].map(([values, i]) => ({ name: String(i), shape: [values.length], values }));
  return { about, weights: writeSafetensors({ tensors, metadata: {} }) };
}

/** Throws `FileError`; the message is a sentence that says what was expected and what came. */
export function readSnapshot({ about, weights }: Snapshot): SessionState {
  const found = new Map(readSafetensors(weights).tensors.map(({ name, values }) => [name, values]));
  const unplace = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && 'floats' in value ? found.get(String(value.floats)) : value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(about), unplace);
  } catch {
    throw new FileError(`${REFUSED} It is damaged: it should be JSON.`);
  }
  const opened = v.safeParse(whole, parsed);
  if (!opened.success) throw new FileError(`${REFUSED} It should begin with its version, and does not.`);
  const { version, state: said } = opened.output;
  if (version !== VERSION)
    throw new FileError(`${REFUSED} It is of version ${version}, and this page reads version ${VERSION}.`);
  const { success, output, issues } = v.safeParse(state, said);
  if (success) return output;
  const [issue] = issues;
  const expected = issue.type === 'custom' ? issue.message : (issue.expected ?? issue.message);
  throw new FileError(
    `${REFUSED} At ${v.getDotPath(issue) ?? 'its beginning'} it should have ${expected}, and has ${issue.received}.`,
  );
}
