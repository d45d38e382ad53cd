/**
 * Trains all stages of every size from seed 0 and writes the checkpoints that ship with the page, each with the settings
 * and the seed that made it: `npm run checkpoints [-- --sizes S,XS,M]`. Size S comes first: XS learns from its reward model.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBackend } from '../src/lm/backend';
import { readCheckpoint, writeCheckpoint } from '../src/lm/checkpoint';
import type { Model } from '../src/lm/model';
import { scalarModel } from '../src/rlhf/pipeline';
import { defaultSettings, SIZES, type Settings, type Size } from '../src/settings';
import { readFile } from 'node:fs/promises';
import { networkConfig, Pipeline } from './pipeline';

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

/** The reward model of another size, as written before. */
async function loadRewardModel(settings: Settings): Promise<Model> {
  const file = await readFile(`${FOLDER}/${settings.rewardModelSize}/reward-model.safetensors`);
  const bytes = new Uint8Array(file).buffer;
  return scalarModel(settings.rewardModelSize, readCheckpoint(networkConfig(settings, true), bytes).parameters);
}

async function makeCheckpoints(size: Size): Promise<void> {
  const settings = defaultSettings(size);
  const begun = performance.now();
  const pipeline = new Pipeline(settings, (line) => {
    console.log(`${size} ${((performance.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${line}`);
  });
  const base = await pipeline.pretrain();
  await save('base', base, settings);
  const sft = await pipeline.sft(base);
  await save('sft', sft, settings);
  const ownRewardModel = settings.rewardModelSize === size;
  const rewardModel = ownRewardModel ? (await pipeline.rewardModel(base, sft)).model : await loadRewardModel(settings);
  if (ownRewardModel) await save('reward-model', rewardModel, settings);
  const { policy } = await pipeline.ppo(sft, rewardModel);
  await save('policy', policy, settings);
  for (const model of [base, sft, rewardModel, policy]) model.dispose();
}

const { values } = parseArgs({ options: { sizes: { type: 'string', default: 'S,XS,M' } } });
const wanted = values.sizes.split(',');
const unknown = wanted.filter((size) => !(SIZES as readonly string[]).includes(size));
if (unknown.length > 0) throw new Error(`--sizes takes ${SIZES.join(', ')}, got ${unknown.join(', ')}.`);
await openBackend('wasm');
for (const size of wanted) await makeCheckpoints(size as Size);
