/**
 * Trains all stages of every size from seed 0 and writes the checkpoints that ship with the page, each with the settings
 * and the seed that made it: `npm run checkpoints [-- --sizes S,XS,M]`. Size S comes first: XS learns from its reward model.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { openBackend } from '../src/engine/lm/backend';
import { writeCheckpoint } from '../src/engine/lm/checkpoint';
import type { Model } from '../src/engine/lm/model';
import { SIZES, type Size } from '../src/experiment/names';
import { defaultSettings, type Settings } from '../src/experiment/settings';
import { Pipeline } from './pipeline';
import { Shelf } from './reproduce/shelf';

const FOLDER = 'public/checkpoints';

async function save(name: string, model: Model, settings: Settings): Promise<void> {
  const metadata = {
    stage: name,
    size: settings.size,
    seed: String(settings.seed),
    settings: JSON.stringify(settings),
  };
  const bytes = writeCheckpoint(model.config, { parameters: await model.parameters(), metadata });
  await mkdir(`${FOLDER}/${settings.size}`, { recursive: true });
  await writeFile(`${FOLDER}/${settings.size}/${name}.safetensors`, new Uint8Array(bytes));
}

async function makeCheckpoints(size: Size, shelf: Shelf): Promise<void> {
  const settings = defaultSettings(size);
  const begun = performance.now();
  const report = (line: string) => {
    console.log(`${size} ${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  };
  const pipeline = new Pipeline(settings, report, shelf);
  await save('base', await pipeline.base(), settings);
  await save('sft', await pipeline.sft(), settings);
  if (settings.rewardModelSize === size) await save('reward-model', await pipeline.rewardModel(), settings);
  const { model } = await pipeline.policy();
  await save('policy', model, settings);
  model.dispose();
  pipeline.dispose();
}

const { values } = parseArgs({ options: { sizes: { type: 'string', default: 'S,XS,M' } } });
const wanted = values.sizes.split(',');
const unknown = wanted.filter((size) => !(SIZES as readonly string[]).includes(size));
if (unknown.length > 0) throw new Error(`--sizes takes ${SIZES.join(', ')}, got ${unknown.join(', ')}.`);
await openBackend('wasm');
const shelf = new Shelf(await mkdtemp(`${tmpdir()}/checkpoints-`));
for (const size of wanted) await makeCheckpoints(size as Size, shelf);
