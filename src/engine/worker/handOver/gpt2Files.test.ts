import { describe, expect, it } from 'vitest';
import { FileError, readSafetensors, writeSafetensors } from '../../../formats/safetensors';
import { Rng } from '../../../rng';
import type { GptConfig } from '../../lm/config';
import { initialParameters, parameterLayout } from '../../lm/layout';
import { worldConfig } from '../../rlhf/networks';
import { gpt2Config, gpt2Tensors, withoutScoreBias } from './gpt2Files';

const CONFIG = worldConfig('XS');
const CLASSIFIER: GptConfig = { ...CONFIG, scalarHead: true };
const layout = parameterLayout(CLASSIFIER);

function offsetOf(name: string): number {
  return layout.parameters.find((each) => each.name === name)?.offset ?? NaN;
}

/** Weights of a reward model whose scalar head has these weights, repeated, and this bias. */
function rewardModel(head: readonly number[], bias: number): Float32Array {
  const parameters = initialParameters(CLASSIFIER, new Rng(1));
  for (let i = 0; i < CLASSIFIER.width; i++) parameters[offsetOf('score.weight') + i] = head[i % head.length];
  parameters[offsetOf('score.bias')] = bias;
  return parameters;
}

/** What the scalar head makes of a normalized hidden state. */
function scoreOf(parameters: Float32Array, state: readonly number[], bias: number): number {
  const at = (name: string, i: number) => parameters[offsetOf(name) + i];
  return state.reduce((sum, x, i) => sum + (x + at('ln_f.bias', i)) * at('score.weight', i), bias);
}

describe('a network for transformers', () => {
  it('is told in the words of GPT-2’s configuration', () => {
    expect(gpt2Config(CONFIG)).toEqual({
      model_type: 'gpt2',
      architectures: ['GPT2LMHeadModel'],
      vocab_size: 239,
      n_positions: 48,
      n_embd: 32,
      n_layer: 2,
      n_head: 2,
      n_inner: null,
      activation_function: 'gelu_new',
      layer_norm_epsilon: 1e-5,
      resid_pdrop: 0,
      embd_pdrop: 0,
      attn_pdrop: 0,
      bos_token_id: 0,
      eos_token_id: 0,
      pad_token_id: 3,
      tie_word_embeddings: true,
      dtype: 'float32',
    });
    expect(gpt2Config(CLASSIFIER)).toMatchObject({
      architectures: ['GPT2ForSequenceClassification'],
      id2label: { 0: 'LABEL_0' },
      label2id: { LABEL_0: 0 },
      problem_type: 'regression',
    });
  });

  it('has every weight under its prefix, and comes back from a file to the bit', () => {
    const parameters = initialParameters(CONFIG, new Rng(2));
    const tensors = gpt2Tensors(CONFIG, parameters);
    const read = readSafetensors(writeSafetensors({ tensors, metadata: { format: 'pt' } })).tensors;
    expect(read.map(({ name }) => name).sort()).toEqual(
      parameterLayout(CONFIG)
        .parameters.map(({ name }) => `transformer.${name}`)
        .sort(),
    );
    expect(read.map(({ name }) => name)).not.toContain('lm_head.weight');
    for (const { name, offset, size, shape } of parameterLayout(CONFIG).parameters) {
      const found = read.find((each) => each.name === `transformer.${name}`);
      expect(found).toEqual({ name: `transformer.${name}`, shape, values: parameters.slice(offset, offset + size) });
    }
  });

  it('has the head of a reward model beside the prefix, without its bias', () => {
    const names = gpt2Tensors(CLASSIFIER, rewardModel([0.5], 1)).map(({ name }) => name);
    expect(names).toContain('score.weight');
    expect(names).not.toContain('score.bias');
    expect(names.filter((name) => !name.startsWith('transformer.'))).toEqual(['score.weight']);
  });
});

describe('the bias of the scalar head', () => {
  it('is folded into the last layer norm: every score stays', () => {
    const before = rewardModel([0.5, -0.25, 0.125], -0.75);
    const after = withoutScoreBias(layout, before);
    const state = Array.from({ length: CLASSIFIER.width }, (_, i) => Math.sin(i));
    expect(scoreOf(after, state, 0)).toBeCloseTo(scoreOf(before, state, -0.75), 6);
    expect(scoreOf(after, state, 0)).not.toBeCloseTo(scoreOf(before, state, 0), 1);
  });

  it('changes nothing where it is 0, and is refused where no weight can carry it', () => {
    const parameters = rewardModel([0], 0);
    expect(withoutScoreBias(layout, parameters)).toEqual(parameters);
    expect(() => withoutScoreBias(layout, rewardModel([0], 0.5))).toThrow(FileError);
  });
});
