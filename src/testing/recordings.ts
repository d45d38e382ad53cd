/** The recorded runs of the lab that ship with the page. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ScenarioName } from '../experiment/scenarios';
import type { LabRecording } from '../protocol/lab';

export function recordingOf(scenario: ScenarioName): LabRecording {
  return JSON.parse(gunzipSync(readFileSync(`public/recordings/${scenario}.recording`)).toString()) as LabRecording;
}
