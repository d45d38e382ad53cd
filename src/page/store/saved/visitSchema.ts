/** Checks what an earlier visit saved before this one goes on with it: perhaps another version of the page wrote it. */
import * as v from 'valibot';
import { BACKENDS, TRAINED_STAGES } from '../../../experiment/names';
import { PAGE_PARAMETERS } from '../../../experiment/query';
import { settingsSchema } from '../../../experiment/settingsSchema';
import { text } from '../../text/text';
import { UNFINISHED_VERSION, type SavedSession, type Unfinished } from './records';
import { RunFileError } from './runFile';
import { recordingHeadSchema } from './runSchema';

const words = text.runs.comeBack;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const bytes = v.instance(ArrayBuffer);
const start = v.picklist(PAGE_PARAMETERS.start);
const progress = { iteration: count, iterations: count };

const unfinished: v.GenericSchema<unknown, Unfinished> = v.object({
  version: v.literal(UNFINISHED_VERSION),
  saved: v.number(),
  settings: settingsSchema,
  start,
  trainingAll: v.exactOptional(v.nullable(v.picklist(TRAINED_STAGES))),
  backend: v.picklist(BACKENDS),
  snapshot: v.object({ about: bytes, weights: bytes }),
  stages: v.array(v.object({ stage: v.picklist(TRAINED_STAGES), ...progress })),
  open: v.array(v.object({ head: recordingHeadSchema, packed: bytes })),
  past: v.array(v.string()),
  results: v.exactOptional(bytes),
});

const weights = v.exactOptional(v.object({ bytes, ...progress }));

const session: v.GenericSchema<unknown, SavedSession> = v.object({
  saved: v.number(),
  settings: settingsSchema,
  start,
  weights: v.object({ pretrain: weights, sft: weights, rewardModel: weights, ppo: weights }),
});

function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const [issue] = issues;
  throw new RunFileError(
    words.unreadable(v.getDotPath(issue) ?? words.beginning, issue.expected ?? issue.message, issue.received),
  );
}

/** Checks the snapshot of unfinished stages. Throws `RunFileError`. */
export const checkUnfinished = (value: unknown): Unfinished => checked(unfinished, value);

/** Checks the weights of the trained stages. Throws `RunFileError`. */
export const checkSession = (value: unknown): SavedSession => checked(session, value);
