/** What Train offers to go on with elsewhere, drawn from events. */
import { beforeAll, describe, expect, it } from 'vitest';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import type { WorkerEvent } from '../../../protocol/protocol';
import { drawTraining } from '../../../testing/drawApp';
import { stubBrowser } from '../../../testing/drawPage';
import { BACKEND, stageEvent } from '../../../testing/workerEvents';
import { applyEvent, initialPageModel } from '../../store/run/pageModel';

beforeAll(stubBrowser);

const settings = changeSettings(defaultSettings('XS'), { rewardModelSize: 'S' });

function after(stage: TrainedStage, ...events: readonly WorkerEvent[]) {
  const begun = [BACKEND, stageEvent('done', 9, { stage }), ...events].reduce(applyEvent, initialPageModel(settings));
  return drawTraining(begun, stage);
}

const dataSet = (fraction: number | null, saved: Extract<WorkerEvent, { type: 'dataSet' }>['saved']): WorkerEvent => ({
  ...{ type: 'dataSet', stage: 'rewardModel', fraction, saved },
});

describe('for Python', () => {
  it.each([
    ['pretrain', 'AutoModelForCausalLM', 'rlhf-playground-XS-base'],
    ['sft', 'AutoModelForCausalLM', 'rlhf-playground-XS-fine-tuned'],
    ['rewardModel', 'AutoModelForSequenceClassification', 'rlhf-playground-S-reward-model'],
    ['ppo', 'AutoModelForCausalLM', 'rlhf-playground-XS-policy'],
  ] as const)('%s shows the three lines that load its folder', async (stage, name, folder) => {
    const page = await after(stage);
    expect(page.has('[data-testid="save-python"]')).toBe(true);
    const lines = [
      `from transformers import ${name}, AutoTokenizer`,
      `tokenizer = AutoTokenizer.from_pretrained("${folder}")`,
      `model = ${name}.from_pretrained("${folder}")`,
    ];
    expect(page.one('[data-testid="python-lines"]').text).toBe(lines.join(' '));
  });
});

describe('the data', () => {
  it.each(TRAINED_STAGES)('of %s can be saved', async (stage) => {
    expect((await after(stage)).has('[data-testid="data-set"] [data-testid="save-data"]')).toBe(true);
  });

  it('of the reward model show how far they are', async () => {
    const page = await after('rewardModel', dataSet(0.5, null));
    expect(page.one('[data-testid="data-set"] progress').attribute('value')).toBe('0.5');
    expect(page.one('[data-testid="save-data"]').attribute('aria-disabled')).toBe('true');
  });

  it('of the reward model are told to be what it learned from, or collected for the file', async () => {
    const said = async (learned: boolean) => {
      const saved = { records: 5000, leftOut: 3, rankings: { count: 2000, learned } };
      return (await after('rewardModel', dataSet(null, saved))).one('[data-testid="data-saved"]').text;
    };
    expect(await said(true)).toMatch(/5.000 pairs.* learned from here\. 3 pairs were left out/);
    expect(await said(false)).toMatch(/2.000 rankings that were collected just now/);
  });
});
