import { beforeAll, describe, expect, test } from 'vitest';
import type { Evaluation, SizeMark } from '../../../protocol/evaluate';
import { openBackend } from '../../lm/backend';
import type { Size, Speaker } from '../../../experiment/names';
import { estimate } from '../../../estimates';
import { randomParameters } from '../../rlhf/networks';
import { makeWorld } from '../../rlhf/makeWorld';
import type { PromptFormat } from '../../rlhf/respond';
import { defaultSettings } from '../../../experiment/settings';
import { clustered, measured, runEvaluate, type Evaluated } from './evaluateRun';
import { StageWeights } from './stageWeights';
import { ShippedWeights } from './weightFiles';

beforeAll(() => openBackend('wasm'));

describe('what the page is told of an estimate', () => {
  const of = (...values: readonly number[]) =>
    estimate(values.map((value, i) => ({ prompt: `${i}`, of: value, over: 1 })));

  test('a mean with its error', () => {
    expect(measured(of(0, 1))).toEqual({ value: 0.5, error: 0.5 });
  });

  test('no error where all answers are alike, or where one prompt is all there is', () => {
    expect(measured(of(0, 0, 0))).toEqual({ value: 0, error: null });
    expect(measured(of(0.3, 0.3, 0.3))).toMatchObject({ error: null });
    expect(measured(of(1))).toEqual({ value: 1, error: null });
  });

  test('from where to where a mark can lie, also where all answers are alike', () => {
    expect(clustered(of(1, 1, 1))).toEqual({ value: 1, error: null, interval: [0.75, 1] });
    const [low = NaN, high = NaN] = clustered(of(1, 1, 1, 0))?.interval ?? [];
    expect(0.75 - low).toBeGreaterThan(high - 0.75);
    expect(clustered(of(0.5))).toEqual({ value: 0.5, error: null });
  });

  test('nothing where nothing counts', () => {
    expect(measured(of())).toBeNull();
  });
});

describe('an evaluation over two sizes', () => {
  const loaded: string[] = [];
  const model = (speaker: Speaker, size: Size, own: boolean, format: PromptFormat = 'chat'): Evaluated => ({
    ...{ speaker, size, own, format },
    origin: own ? 'trained' : 'shipped',
    ptx: null,
    load: () => {
      loaded.push(`${speaker} ${size}`);
      return Promise.resolve(randomParameters(size, speaker.length));
    },
  });

  test('compares all with the largest fine-tuned model, reads each when its turn comes, and tells the table of its own size', async () => {
    const all = [
      model('base', 'XS', true, 'bare'),
      model('sft', 'XS', true),
      model('ppo', 'S', false),
      model('sft', 'S', false),
    ];
    const { heldOutLabelers } = makeWorld(defaultSettings('XS'));
    const { reports } = runEvaluate({ seed: 0, evaluationSamples: 1 }, all, heldOutLabelers);
    const marks: SizeMark[] = [];
    const evaluations: Evaluation[] = [];
    for await (const { ended } of reports) {
      if (!ended) continue;
      expect(loaded).toHaveLength(ended.iteration);
      if (ended.sizeMark) marks.push(ended.sizeMark);
      if (ended.evaluation) evaluations.push(ended.evaluation);
    }
    expect(loaded).toEqual(['sft S', 'sft XS', 'base XS', 'ppo S']);
    expect(marks.map(({ speaker, size }) => `${speaker} ${size}`)).toEqual(loaded);
    expect(marks.map(({ against }) => against)).toEqual(['S', 'S', 'S', 'S']);
    expect(marks.map(({ preferred }) => preferred === null)).toEqual([true, false, false, false]);
    for (const { preferred, gold } of marks) {
      expect(gold?.value).toBeGreaterThanOrEqual(0);
      if (preferred) expect(Math.abs(preferred.value - 0.5)).toBeLessThan(0.5);
    }
    expect(new Set(marks.map(({ parameters }) => parameters)).size).toBe(2);
    expect(evaluations.map(({ speaker, size }) => `${speaker} ${size}`)).toEqual(['sft XS', 'base XS']);
    expect(evaluations[1].measures.winAgainstSft).not.toBeNull();
    for (const { measures } of evaluations) {
      for (const [name, mark] of Object.entries(measures)) {
        if (mark === null || name === 'length' || name === 'perplexity') continue;
        const [low, high] = mark.interval ?? [NaN, NaN];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(mark.value);
        expect(high).toBeGreaterThanOrEqual(mark.value);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThan(high);
      }
    }
  });
});

describe('how the policy was trained', () => {
  const policy = new Float32Array(1);
  const stageWeights = () => new StageWeights(new ShippedWeights(() => Promise.reject(new Error('Nothing is read.'))));

  test('the one that ships had the pretraining gradient; of one from a file nobody knows', () => {
    const known = stageWeights();
    expect(known.policyPtx).toBeNull();
    known.set('ppo', policy, 'shipped');
    expect(known.policyPtx).toBe(true);
    known.set('ppo', policy, 'file');
    expect(known.policyPtx).toBeNull();
  });

  test('one trained here is known by its own iterations, and a mixture is neither', () => {
    const known = stageWeights();
    known.ptxOfPolicy.add(false);
    known.set('ppo', policy, 'trained');
    expect(known.policyPtx).toBe(false);
    known.ptxOfPolicy.add(true);
    expect(known.policyPtx).toBeNull();
  });
});
