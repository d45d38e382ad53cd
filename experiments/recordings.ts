/**
 * Runs the lab's scenarios headless at full length, with the page's own code, and writes them for machines that are too
 * weak to train: `npm run recordings [-- --scenarios goodhart,…]`, into public/recordings. What the lab's list shows of all
 * recordings is written anew beside them; `--scenarios none` does that alone.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { LabEvent, LabRecording } from '../src/protocol/lab';
import { openBackend } from '../src/engine/lm/backend';
import { SCENARIO_NAMES, scenarioSettings, type ScenarioName } from '../src/experiment/scenarios';
import { Lab } from '../src/engine/worker/lab/lab';
import { runScenario } from '../src/engine/worker/lab/runScenario';
import { cardOf, CARDS_FILE } from '../src/page/store/lab/cards';
import { recordingOf } from '../src/testing/recordings';
import { readShipped } from '../src/testing/shippedFiles';

const FOLDER = 'public/recordings';
/** What a picture can show. */
const DIGITS = 6;

const { values } = parseArgs({ options: { scenarios: { type: 'string', default: SCENARIO_NAMES.join() } } });
const wanted = values.scenarios === 'none' ? [] : values.scenarios.split(',');
const unknown = wanted.filter((name) => !(SCENARIO_NAMES as readonly string[]).includes(name));
if (unknown.length > 0) throw new Error(`--scenarios takes ${SCENARIO_NAMES.join(', ')}, got ${unknown.join(', ')}.`);

const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value);

async function record(scenario: ScenarioName, backend: string): Promise<void> {
  const begun = performance.now();
  const settings = scenarioSettings(scenario, 'recorded');
  const events: LabEvent[] = [];
  for await (const event of runScenario(scenario, new Lab(settings, readShipped))) events.push(event);
  const seconds = (performance.now() - begun) / 1000;
  const recording: LabRecording = { scenario, settings, backend, seconds, events };
  const bytes = gzipSync(JSON.stringify(recording, rounded), { level: 9 });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${scenario}.recording`, bytes);
  console.log(`${scenario}: ${events.length} events, ${(bytes.length / 1000).toFixed(1)} kB, ${seconds.toFixed(0)} s`);
}

const { device } = await openBackend('wasm');
for (const scenario of wanted as ScenarioName[]) await record(scenario, `WASM, ${device}`);
const cards = Object.fromEntries(SCENARIO_NAMES.map((name) => [name, cardOf(recordingOf(name))]));
writeFileSync(`${FOLDER}/${CARDS_FILE}`, JSON.stringify(cards));
