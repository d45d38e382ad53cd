/** The recorded runs of the lab that ship with the page. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ScenarioName } from '../experiment/scenarios';
import { readRecording } from '../page/store/lab/recordings';
import type { LabRecording } from '../protocol/lab';

/** Throws where the scenario has none yet; the message says how to make one. */
export function recordingOf(scenario: ScenarioName): LabRecording {
  const path = `public/recordings/${scenario}.recording`;
  if (!existsSync(path)) throw new Error(`There is no ${path}: npm run recordings -- --scenarios ${scenario}`);
  return readRecording(gunzipSync(readFileSync(path)).toString());
}
