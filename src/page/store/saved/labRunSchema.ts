/** What a saved run of the lab must look like before the page shows it, be it from a file or from this browser's database. */
import * as v from 'valibot';
import { BACKENDS } from '../../../experiment/names';
import { NAMED_ARMS, QUANTITIES, SCENARIO_NAMES, SCENARIOS, YOURS } from '../../../experiment/scenarios';
import { settingsSchema } from '../../../experiment/settingsSchema';
import { text } from '../../text/text';
import { LAB_RUN_VERSION, type SavedLabEvent, type SavedLabRun } from './savedLabRun';
import { count, moment, number } from './checks';
import { episodes } from './microStepSchema';
import { runName } from './runSchema';

const FIXED_ARMS = SCENARIO_NAMES.flatMap((name) => SCENARIOS[name].fixed.map((arm) => arm.name));
const arm = v.picklist([YOURS, ...NAMED_ARMS, ...FIXED_ARMS]);

/** What was not finite has become null on its way through JSON. */
const measured = v.pipe(
  v.union([number, v.nan(), v.null()]),
  v.transform((value) => value ?? NaN),
);
const measurement = {
  arm,
  quantity: v.picklist(QUANTITIES),
  x: number,
  y: measured,
  error: v.exactOptional(measured),
};

export const labEventSchema: v.GenericSchema<unknown, SavedLabEvent> = v.variant('type', [
  v.object({ type: v.literal('point'), ...measurement }),
  v.object({ type: v.literal('answers'), arm, episodes }),
  v.object({ type: v.literal('done') }),
]);

export const labHeadSchema: v.GenericSchema<unknown, SavedLabRun> = v.pipe(
  v.object({
    version: v.literal(LAB_RUN_VERSION),
    id: v.string(),
    name: runName,
    scenario: v.picklist(SCENARIO_NAMES),
    settings: settingsSchema,
    backend: v.picklist(BACKENDS),
    begun: moment,
    seconds: v.number(),
    prediction: v.nullable(count),
    tally: v.exactOptional(v.array(count)),
    recorded: v.exactOptional(v.literal(true)),
    came: v.exactOptional(v.nullable(count)),
    measured: v.array(v.object(measurement)),
    imported: v.boolean(),
  }),
  v.check(
    ({ scenario, prediction, came = null }) =>
      [prediction, came].every((choice) => choice === null || choice < text.lab.scenarios[scenario].choices.length),
    'a prediction that is one of the scenario’s',
  ),
  v.check(
    ({ scenario, tally }) => tally === undefined || tally.length === text.lab.scenarios[scenario].choices.length,
    'hands for each of the scenario’s answers',
  ),
);
