import { describe, expect, test } from 'vitest';
import { Rng } from '../../rng';
import { CONTEXT, VOCABULARY } from '../../world/vocabulary';
import { gptConfig } from './config';
import { initialParameters, parameterLayout, transferParameters } from './layout';
import { TINY, tinyParameters } from '../../testing/tinyModel';

describe('the layout of parameters', () => {
  test.each([
    ['XS', 34_656],
    ['S', 118_464],
    ['M', 631_808],
  ] as const)('size %s has %i parameters', (size, count) => {
    expect(parameterLayout(gptConfig(size, VOCABULARY.length, CONTEXT)).total).toBe(count);
  });

  test("names and shapes are those of Hugging Face's GPT-2, its matrices [in, out]", () => {
    const { parameters } = parameterLayout({ ...TINY, layers: 1, scalarHead: true });
    expect(parameters.map(({ name, shape }) => `${name} ${shape.join('×')}`)).toEqual([
      'wte.weight 7×8',
      'wpe.weight 8×8',
      'h.0.ln_1.weight 8',
      'h.0.ln_1.bias 8',
      'h.0.attn.c_attn.weight 8×24',
      'h.0.attn.c_attn.bias 24',
      'h.0.attn.c_proj.weight 8×8',
      'h.0.attn.c_proj.bias 8',
      'h.0.ln_2.weight 8',
      'h.0.ln_2.bias 8',
      'h.0.mlp.c_fc.weight 8×32',
      'h.0.mlp.c_fc.bias 32',
      'h.0.mlp.c_proj.weight 32×8',
      'h.0.mlp.c_proj.bias 8',
      'ln_f.weight 8',
      'ln_f.bias 8',
      'score.weight 1×8',
      'score.bias 1',
    ]);
  });

  test('parameters lie one after another without gaps', () => {
    const { parameters, total } = parameterLayout({ ...TINY, scalarHead: true });
    let end = 0;
    for (const { offset, size } of parameters) {
      expect(offset).toBe(end);
      end += size;
    }
    expect(end).toBe(total);
  });
});

describe('initial parameters', () => {
  const config = gptConfig('S', VOCABULARY.length, CONTEXT, true);
  const flat = initialParameters(config, new Rng(0));
  const part = (wanted: string) => {
    const found = parameterLayout(config).parameters.find(({ name }) => name === wanted);
    return flat.subarray(found?.offset ?? NaN, (found?.offset ?? NaN) + (found?.size ?? NaN));
  };
  const deviation = (values: Float32Array) =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

  test('matrices are normal with the deviations of GPT-2, residual projections scaled by 1/√(2L)', () => {
    expect(deviation(part('wte.weight'))).toBeCloseTo(0.05, 3);
    expect(deviation(part('wpe.weight'))).toBeCloseTo(0.02, 3);
    expect(deviation(part('h.1.mlp.c_fc.weight'))).toBeCloseTo(0.02, 3);
    expect(deviation(part('h.1.mlp.c_proj.weight'))).toBeCloseTo(0.02 / Math.sqrt(2 * config.layers), 3);
    expect(deviation(part('h.0.attn.c_proj.weight'))).toBeCloseTo(0.02 / Math.sqrt(2 * config.layers), 3);
  });

  test('gains begin at 1, biases and the scalar head at 0', () => {
    expect(new Set(part('ln_f.weight'))).toEqual(new Set([1]));
    for (const name of ['ln_f.bias', 'h.0.attn.c_attn.bias', 'score.weight', 'score.bias'])
      expect(new Set(part(name))).toEqual(new Set([0]));
  });

  test('the same seed gives the same weights, another seed others', () => {
    expect(initialParameters(config, new Rng(0))).toEqual(flat);
    expect(initialParameters(config, new Rng(1))).not.toEqual(flat);
  });
});

describe('carrying parameters over', () => {
  const scalar = { ...TINY, scalarHead: true };
  const parameters = tinyParameters(TINY, 1);

  test('keeps every shared parameter, and a scalar head that was not there begins at 0', () => {
    const carried = transferParameters(TINY, parameters, scalar);
    expect(carried.slice(0, parameters.length)).toEqual(parameters);
    expect([...carried.slice(parameters.length)]).toEqual(new Array(TINY.width + 1).fill(0));
    expect(transferParameters(scalar, carried, TINY)).toEqual(parameters);
  });

  test('refuses another width, and a network that lacks layers, with a sentence', () => {
    expect(() => transferParameters(TINY, parameters, { ...TINY, width: 16 })).toThrow(
      'Parameter wte.weight must have shape [7,16], got [7,8].',
    );
    expect(() => transferParameters(TINY, parameters, { ...TINY, layers: 3 })).toThrow(
      'Parameter h.2.ln_1.weight must have shape [8], got [none].',
    );
  });
});
