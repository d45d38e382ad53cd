/** What a saved run of the lab must look like before the page shows it, be it from a file or from this browser's database. */
import * as v from 'valibot';
import { BACKENDS } from '../../../experiment/names';
import { NAMED_ARMS, QUANTITIES, SCENARIO_NAMES, SCENARIOS, YOURS } from '../../../experiment/scenarios';
import { settingsSchema } from '../../../experiment/settingsSchema';
import { text } from '../../text/text';
import { LAB_RUN_VERSION, type SavedLabEvent, type SavedLabRun } from './savedLabRun';
import { asMany, count, fitting, letters, list, moment, number, type Misfit } from './checks';
import { episodes } from './microStepSchema';
import { runName } from './runSchema';

const words = text.runs.file;

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

/** Where a choice is none of the scenario's; null is none made. */
function choiceMisfit(field: string, choice: number | null, choices: number): Misfit | undefined {
  if (choice === null || choice < choices) return undefined;
  return { field, expected: words.choice(choices), received: String(choice) };
}

export const labHeadSchema: v.GenericSchema<unknown, SavedLabRun> = fitting(
  v.object({
    version: v.literal(LAB_RUN_VERSION),
    id: letters,
    name: runName,
    scenario: v.picklist(SCENARIO_NAMES),
    settings: settingsSchema,
    backend: v.picklist(BACKENDS),
    begun: moment,
    seconds: number,
    prediction: v.nullable(count),
    tally: v.exactOptional(list(count)),
    recorded: v.exactOptional(v.literal(true)),
    came: v.exactOptional(v.nullable(count)),
    measured: list(v.object(measurement)),
    imported: v.boolean(),
  }),
  ({ scenario, prediction, came = null, tally }) => {
    const { choices } = text.lab.scenarios[scenario];
    return (
      choiceMisfit('prediction', prediction, choices.length) ??
      choiceMisfit('came', came, choices.length) ??
      (tally && asMany('tally', tally, choices.length, words.parts.answer))
    );
  },
);
