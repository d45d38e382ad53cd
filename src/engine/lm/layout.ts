/**
 * Where each parameter lies in one flat array of floats, with Hugging Face's GPT-2 names and shapes (Conv1D matrices are
 * [in, out]): those of GPT2LMHeadModel, and of GPT2ForSequenceClassification for the scalar head, whose bias that class has
 * no place for.
 */
import type { Rng } from '../../rng';
import type { GptConfig } from './config';

export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

export interface ParameterLayout {
  readonly parameters: readonly Parameter[];
  /** Number of floats in all. */
  readonly total: number;
}

function shapes({ vocabulary, context, width, layers, scalarHead }: GptConfig): [string, number[]][] {
  const layer = (i: number): [string, number[]][] => [
    [`h.${i}.ln_1.weight`, [width]],
    [`h.${i}.ln_1.bias`, [width]],
    [`h.${i}.attn.c_attn.weight`, [width, 3 * width]],
    [`h.${i}.attn.c_attn.bias`, [3 * width]],
    [`h.${i}.attn.c_proj.weight`, [width, width]],
    [`h.${i}.attn.c_proj.bias`, [width]],
    [`h.${i}.ln_2.weight`, [width]],
    [`h.${i}.ln_2.bias`, [width]],
    [`h.${i}.mlp.c_fc.weight`, [width, 4 * width]],
    [`h.${i}.mlp.c_fc.bias`, [4 * width]],
    [`h.${i}.mlp.c_proj.weight`, [4 * width, width]],
    [`h.${i}.mlp.c_proj.bias`, [width]],
  ];
  const head: [string, number[]][] = [
    ['score.weight', [1, width]],
    ['score.bias', [1]],
  ];
  return [
    ['wte.weight', [vocabulary, width]],
    ['wpe.weight', [context, width]],
    ...Array.from({ length: layers }, (_, i) => layer(i)).flat(),
    ['ln_f.weight', [width]],
    ['ln_f.bias', [width]],
    ...(scalarHead ? head : []),
  ];
}

export function parameterLayout(config: GptConfig): ParameterLayout {
  let total = 0;
  const parameters = shapes(config).map(([name, shape]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const parameter = { name, shape, offset: total, size };
    total += size;
    return parameter;
  });
  return { parameters, total };
}

/** Standard deviation of a parameter's initial values; GPT-2 scales residual projections by 1/√(2L). */
function initialSd(name: string, layers: number): number {
  if (name === 'wte.weight') return 0.05;
  return name.endsWith('c_proj.weight') ? 0.02 / Math.sqrt(2 * layers) : 0.02;
}

/** Random weights: normal matrices, gains 1, biases and the scalar head 0. */
export function initialParameters(config: GptConfig, rng: Rng): Float32Array {
  const { parameters, total } = parameterLayout(config);
  const flat = new Float32Array(total);
  for (const { name, shape, offset, size } of parameters) {
    if (/ln_(1|2|f)\.weight$/.test(name)) flat.fill(1, offset, offset + size);
    if (shape.length < 2 || name.startsWith('score.')) continue;
    const stream = rng.fork(name);
    const sd = initialSd(name, config.layers);
    for (let i = 0; i < size; i++) flat[offset + i] = stream.normal(0, sd);
  }
  return flat;
}

/** Parameters of one network carried over to another of the same width and depth; a scalar head it lacks begins at 0. */
export function transferParameters(from: GptConfig, flat: Float32Array, to: GptConfig): Float32Array {
  const source = new Map(parameterLayout(from).parameters.map((parameter) => [parameter.name, parameter]));
  const target = parameterLayout(to);
  const result = new Float32Array(target.total);
  for (const { name, shape, offset, size } of target.parameters) {
    const found = source.get(name);
    if (!found && name.startsWith('score.')) continue;
    if (found?.shape.join() !== shape.join()) {
      throw new Error(`Parameter ${name} must have shape [${shape.join()}], got [${found?.shape.join() ?? 'none'}].`);
    }
    result.set(flat.subarray(found.offset, found.offset + size), offset);
  }
  return result;
}
