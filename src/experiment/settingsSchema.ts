/** Settings as they were saved: read as `readSettings` does, or refused with what is wrong with which knob. */
import * as v from 'valibot';
import { readSettings, type Settings } from './settings';

export const settingsSchema: v.GenericSchema<unknown, Settings> = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const { settings, problems } = readSettings(value);
    for (const { knob, problem, expected, came } of problems) {
      const at = { type: 'unknown', origin: 'value', input: value, key: knob, value: undefined } as const;
      addIssue({ message: problem, expected, received: came, ...(knob !== null && { path: [at] }) });
    }
    return problems.length === 0 ? settings : NEVER;
  }),
);
