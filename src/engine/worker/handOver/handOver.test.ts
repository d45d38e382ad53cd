/** What a session hands over to Python: folders and data sets, from weights that ship or that were trained here. */
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import { readJsonLines } from '../../../formats/jsonl';
import { readSafetensors } from '../../../formats/safetensors';
import { Recorded, TINY_SETTINGS, type Of } from '../../../testing/recordedSession';
import { openBackend } from '../../lm/backend';

const FOLDERS: Readonly<Record<TrainedStage, string>> = {
  pretrain: 'rlhf-playground-XS-base',
  sft: 'rlhf-playground-XS-fine-tuned',
  rewardModel: 'rlhf-playground-XS-reward-model',
  ppo: 'rlhf-playground-XS-policy',
};

async function folderOf(recorded: Recorded, stage: TrainedStage) {
  await recorded.send({ type: 'saveModelFolder', stage });
  const { name, bytes } = recorded.of('file').at(-1) as Of<'file'>;
  return { name, files: unzipSync(new Uint8Array(bytes)) };
}

async function dataSetOf(recorded: Recorded, stage: TrainedStage) {
  await recorded.send({ type: 'saveDataSet', stage });
  await recorded.session.idle();
  const { name, bytes } = recorded.of('file').at(-1) as Of<'file'>;
  const saved = recorded.of('dataSet').at(-1)?.saved;
  return { name, records: readJsonLines(bytes).map(({ value }) => value), saved };
}

const message = (role: string) => [{ role, content: expect.any(String) as string }];
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

let trained: Recorded;
let fresh: Recorded;
beforeAll(async () => {
  await openBackend('wasm');
  trained = await (await new Recorded().start()).run(...TRAINED_STAGES);
  fresh = await (await new Recorded().start()).run('pretrain', 'sft');
});

describe('a model folder', () => {
  it.each(TRAINED_STAGES)('of %s has all that transformers asks for, under one name', async (stage) => {
    const { name, files } = await folderOf(trained, stage);
    const folder = FOLDERS[stage];
    expect(name).toBe(`${folder}.zip`);
    const always = ['README.md', 'chat_template.jinja', 'config.json', 'model.safetensors'];
    const generation = stage === 'rewardModel' ? [] : ['generation_config.json'];
    const tokenizer = ['tokenizer.json', 'tokenizer_config.json'];
    const found = Object.keys(files).filter((path) => !path.endsWith('/'));
    expect(found.sort()).toEqual([...always, ...generation, ...tokenizer].map((file) => `${folder}/${file}`).sort());
    const { tensors, metadata } = readSafetensors(files[`${folder}/model.safetensors`].slice().buffer);
    expect(metadata).toEqual({ format: 'pt' });
    expect(tensors.some(({ name }) => name === 'score.weight')).toBe(stage === 'rewardModel');
  });

  it('says how the model was made, and how to load it', async () => {
    const { files } = await folderOf(trained, 'ppo');
    const card = textOf(files['rlhf-playground-XS-policy/README.md']);
    expect(card).toMatch(/^---\nlibrary_name: transformers\n/);
    expect(card).toContain('It had done 2 of 2 iterations, in round 1.');
    expect(card).toContain(`"ppoIterations": ${TINY_SETTINGS.ppoIterations}`);
    expect(card).toContain('AutoModelForCausalLM.from_pretrained("rlhf-playground-XS-policy")');
    const rewardModel = await folderOf(trained, 'rewardModel');
    const its = textOf(rewardModel.files['rlhf-playground-XS-reward-model/README.md']);
    expect(its).toContain('AutoModelForSequenceClassification.from_pretrained("rlhf-playground-XS-reward-model")');
  });

  it('of weights that ship is told to be made by the default settings, whatever knobs were turned since', async () => {
    const shipped = await new Recorded().startShipped();
    await shipped.send({ type: 'set', changes: { seed: 7 } });
    const { files } = await folderOf(shipped, 'sft');
    const card = textOf(files['rlhf-playground-XS-fine-tuned/README.md']);
    expect(card).toContain('It ships with the page');
    expect(card).toContain('"seed": 0');
  });

  it('is refused with a sentence where there are no weights', async () => {
    await fresh.send({ type: 'saveModelFolder', stage: 'ppo' });
    expect(fresh.of('error').at(-1)).toMatchObject({
      fatal: false,
      sentence: expect.stringMatching(/train/) as string,
    });
  });
});

describe('a data set', () => {
  it('of the base model is the corpus, a whole document a line', async () => {
    const { name, records, saved } = await dataSetOf(fresh, 'pretrain');
    expect(name).toBe('rlhf-playground-corpus.jsonl');
    expect(saved).toEqual({ records: records.length, leftOut: 0 });
    expect(records.length).toBeGreaterThan(1000);
    const texts = (records as { readonly text: string }[]).map(({ text }) => text);
    expect(records[0]).toEqual({ text: texts[0] });
    expect(texts.every((text) => text !== '' && !text.includes('<|endoftext|>'))).toBe(true);
  });

  it('of the fine-tuned model is the demonstrations, as prompt and completion', async () => {
    const { name, records } = await dataSetOf(fresh, 'sft');
    expect(name).toBe('rlhf-playground-demonstrations.jsonl');
    expect(records).toHaveLength(TINY_SETTINGS.demonstrations);
    for (const record of records) {
      expect(record).toEqual({ prompt: message('user'), completion: message('assistant') });
    }
  });

  it('of the policy is as many prompts as a run asks', async () => {
    const { name, records } = await dataSetOf(fresh, 'ppo');
    expect(name).toBe('rlhf-playground-prompts.jsonl');
    expect(records).toHaveLength(TINY_SETTINGS.ppoIterations * TINY_SETTINGS.rolloutBatch);
    for (const record of records) expect(record).toEqual({ prompt: message('user') });
  });

  it('of the reward model is the pairs that it learned from', async () => {
    const { name, records, saved } = await dataSetOf(trained, 'rewardModel');
    expect(name).toBe('rlhf-playground-simulated-preferences.jsonl');
    expect(saved).toMatchObject({
      records: records.length,
      rankings: { count: TINY_SETTINGS.comparisonPrompts, learned: true },
    });
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(record).toEqual({
        prompt: message('user'),
        chosen: message('assistant'),
        rejected: message('assistant'),
      });
    }
  });

  it('of a reward model that was not trained here is collected as it would be: the same pairs', async () => {
    const { records, saved } = await dataSetOf(fresh, 'rewardModel');
    expect(saved?.rankings).toEqual({ count: TINY_SETTINGS.comparisonPrompts, learned: false });
    expect(fresh.of('dataSet').map(({ fraction }) => fraction)).toContain(1);
    expect(fresh.stage('rewardModel')).toMatchObject({ status: 'ready', iteration: 0 });
    expect(records).toEqual((await dataSetOf(trained, 'rewardModel')).records);
  });

  it('of a reward model needs models that answer, and says so', async () => {
    const recorded = await new Recorded().start();
    await recorded.send({ type: 'saveDataSet', stage: 'rewardModel' });
    expect(recorded.of('error').at(-1)).toMatchObject({ sentence: expect.stringMatching(/fine-tuned/) as string });
    expect(recorded.of('dataSet').at(-1)).toMatchObject({ fraction: null, saved: null });
  });

  it('that is being collected is dropped where everything begins anew', async () => {
    const recorded = await (await new Recorded().start()).run('pretrain', 'sft');
    const asked = recorded.send({ type: 'saveDataSet', stage: 'rewardModel' });
    await recorded.send({ type: 'set', changes: { size: 'S' } });
    await asked;
    await recorded.session.idle();
    expect(recorded.of('dataSet').at(-1)).toMatchObject({ fraction: null, saved: null });
    expect(recorded.of('file')).toEqual([]);
  });
});
