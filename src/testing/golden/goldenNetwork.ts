/** The tiny GPT-2 of the golden cases, in our flat layout. */
import type { GptConfig } from '../../engine/lm/config';
import { parameterLayout, type ParameterLayout } from '../../engine/lm/layout';
import type { TokenBatch } from '../../engine/lm/model';
import type { Golden } from './goldenFile';

const GENERAL: Readonly<Record<string, string>> = { wte: 'wte.weight', wpe: 'wpe.weight' };

/** Hugging Face's name of a parameter of the file: h0.attn.c_attn.w → h.0.attn.c_attn.weight. */
function ourName(name: string): string {
  const renamed = name
    .replace(/^h(\d+)\./, 'h.$1.')
    .replace(/\.[wg]$/, '.weight')
    .replace(/\.b$/, '.bias')
    .replace(/^(reward|value)_head\./, 'score.');
  return GENERAL[name] ?? renamed;
}

export interface Network {
  readonly config: GptConfig;
  readonly flat: Float32Array;
  readonly layout: ParameterLayout;
}

/** The tied network of case tiny_gpt, with a scalar head of another case if there is one. */
export function network(golden: Golden, head?: { readonly weight: number[]; readonly bias: number[] }): Network {
  const { inputs, shapes } = golden.cases['tiny_gpt'] as unknown as {
    inputs: { weights: Record<string, number[] | number[][]> };
    shapes: Record<'D' | 'heads' | 'layers' | 'vocab' | 'wpe_rows', number>;
  };
  const config: GptConfig = {
    vocabulary: shapes.vocab,
    context: shapes.wpe_rows,
    width: shapes.D,
    layers: shapes.layers,
    heads: shapes.heads,
    scalarHead: head !== undefined,
  };
  const given = new Map(Object.entries(inputs.weights).map(([name, value]) => [ourName(name), value.flat()]));
  if (head) given.set('score.weight', head.weight).set('score.bias', head.bias);
  const layout = parameterLayout(config);
  const flat = new Float32Array(layout.total);
  for (const { name, offset, size } of layout.parameters) {
    const values = given.get(name);
    if (values?.length !== size) throw new Error(`The golden network lacks ${name}.`);
    flat.set(values, offset);
  }
  return { config, flat, layout };
}

/** One parameter's part of a flat vector, by its name in the file. */
export function part({ layout }: Network, flat: Float32Array, name: string): Float32Array {
  const found = layout.parameters.find((parameter) => parameter.name === ourName(name));
  if (!found) throw new Error(`There is no parameter ${name}.`);
  return flat.subarray(found.offset, found.offset + found.size);
}

export function tokens(inputs: Int32Array, targets: Int32Array, shape: readonly number[]): TokenBatch {
  const [batch, time] = shape as [number, number];
  return { inputs, targets, batch, time };
}
