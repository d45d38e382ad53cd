/** The golden cases of the network itself: forward, losses, gradients and one step of a tiny GPT-2. */
import * as tf from '@tensorflow/tfjs-core';
import type { GptConfig } from '../../lm/config';
import { parameterLayout, type ParameterLayout } from '../../lm/layout';
import type { TokenBatch } from '../../lm/model';
import { oneHot } from '../../lm/oneHot';
import { attendWithin, embed, hiddenStates, splitParameters, Weights, type Attend } from '../../lm/plain/gpt2';
import { causalMask, positions } from '../../lm/plain/masks';
import { attention } from '../../lm/plain/ops';
import { createModel } from '../../lm/createModel';
import { readAll } from '../../lm/read';
import { crossEntropy } from '../../lm/crossEntropy';
import { pairwiseLoss, pairWeights, countPairs } from '../pairwiseLoss';
import { gatherGradients, type Columns } from '../ppoUpdate';
import { valueLoss } from '../ppoLoss';
import { atLastPlace } from '../rewardModel';
import type { Comparison, CoveredCases, Golden } from './goldenFile';

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

interface Network {
  readonly config: GptConfig;
  readonly flat: Float32Array;
  readonly layout: ParameterLayout;
}

/** The tied network of case tiny_gpt, with a scalar head of another case if there is one. */
function network(golden: Golden, head?: { readonly weight: number[]; readonly bias: number[] }): Network {
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
function part({ layout }: Network, flat: Float32Array, name: string): Float32Array {
  const found = layout.parameters.find((parameter) => parameter.name === ourName(name));
  if (!found) throw new Error(`There is no parameter ${name}.`);
  return flat.subarray(found.offset, found.offset + found.size);
}

function tokens(inputs: Int32Array, targets: Int32Array, shape: readonly number[]): TokenBatch {
  const [batch, time] = shape as [number, number];
  return { inputs, targets, batch, time };
}

async function forwardAndGradients(c: Comparison, golden: Golden): Promise<void> {
  const net = network(golden);
  const variant = 'tied_gelu_tanh';
  const batch = tokens(c.ids('ids'), c.ids('targets'), c.shape('ids'));
  const model = createModel(net.config, net.flat);
  const { logits, logprobs } = await readAll(tf.tidy(() => model.forward(batch, ['logits', 'logprobs'])));
  c.value([variant, 'logits'], logits);
  c.value(
    [variant, 'token_cross_entropy'],
    logprobs.map((value) => -value),
  );
  const terms = model.backward(batch, ['logprobs'], ({ logprobs }) => ({ loss: crossEntropy(logprobs) }));
  const { loss } = await readAll(terms);
  c.value([variant, 'loss'], loss);
  const gradient = await model.gradient();
  for (const name of c.expectedNames(variant, 'grads')) c.gradient([variant, 'grads', name], part(net, gradient, name));
  model.dispose();
  await activations(c, net, batch);
  await leftPadded(c, net);
}

/** The activations that the pieces of gpt2.ts can be asked for one by one. */
async function activations(c: Comparison, net: Network, { inputs, batch, time }: TokenBatch): Promise<void> {
  const { config, layout } = net;
  const { width, heads } = config;
  const read = tf.tidy(() => {
    const flat = tf.tensor1d(net.flat);
    const parts = splitParameters(flat, layout);
    const weights = new Weights(layout, parts);
    const mask = tf.tensor3d(causalMask(time), [1, time, time]);
    const embedded = embed(weights, oneHot(inputs, config.vocabulary), oneHot(positions(batch, time), config.context));
    const probabilities: tf.Tensor[] = [];
    const within = attendWithin(mask, batch, heads);
    // Values that are one-hot in the place they stand at come out of attention as its probabilities.
    const watched: Attend = ([q, k, v], layer) => {
      const size = width / heads;
      const places = Array.from({ length: Math.ceil(time / size) }, (_, block) => {
        const row = (n: number) =>
          Array.from({ length: width }, (_, d) => (n % time === block * size + (d % size) ? 1 : 0));
        const values = tf.tensor2d(Array.from({ length: batch * time }, (_, n) => row(n)));
        return tf.reshape(attention([q, k, values], mask, batch, heads), [batch, time, heads, size]);
      });
      const all = tf.slice(tf.concat(places, 3), 0, [batch, time, heads, time]);
      probabilities.push(tf.transpose(all, [0, 2, 1, 3]));
      return within([q, k, v], layer);
    };
    const last = hiddenStates(weights, embedded, config, watched);
    // The network cut off before a layer, with that layer's first LN in place of the final one.
    const cut = (layer: number) => {
      const own = (name: string) => layout.parameters.findIndex((parameter) => parameter.name === name);
      const swapped = [...parts];
      for (const kind of ['weight', 'bias']) swapped[own(`ln_f.${kind}`)] = parts[own(`h.${layer}.ln_1.${kind}`)];
      return hiddenStates(new Weights(layout, swapped), embedded, { ...config, layers: layer }, within);
    };
    const perLayer = Array.from({ length: config.layers }, (_, i) => [
      [`h${i}.ln_1`, cut(i)],
      [`h${i}.attn_probs`, probabilities[i]],
    ]);
    return Object.fromEntries([['embed', embedded], ['ln_f', last], ...perLayer.flat()]) as Record<string, tf.Tensor>;
  });
  const values = await readAll(read);
  for (const [name, value] of Object.entries(values)) c.value(['tied_gelu_tanh', 'activations', name], value);
}

async function leftPadded(c: Comparison, net: Network): Promise<void> {
  const mask = c.extra('left_padded', 'attention_mask');
  const inputs = Int32Array.from(c.extra('left_padded', 'ids'));
  const batch = c.shape('ids')[0];
  const time = inputs.length / batch;
  const rows = Array.from({ length: batch }, (_, row) => mask.slice(row * time, (row + 1) * time));
  const leftPadding = Int32Array.from(rows, (row) => row.indexOf(1));
  const model = createModel(net.config, net.flat);
  const { logits } = await readAll(
    tf.tidy(() => model.forward({ inputs, targets: inputs, batch, time, leftPadding }, ['logits'])),
  );
  model.dispose();
  const { vocabulary } = net.config;
  const padding = Array.from(logits, (_, i) => (mask[Math.floor(i / vocabulary)] === 1 ? 0 : Infinity));
  c.close('left_padded', logits, c.extra('left_padded', 'logits_tied_gelu_tanh'), c.tolerance, padding);
}

async function rewardModelStep(c: Comparison, golden: Golden): Promise<void> {
  const net = network(golden, { weight: c.numbers('reward_head_w'), bias: c.numbers('reward_head_b') });
  const ids = c.ids('ids');
  const [responses, time] = c.shape('ids') as [number, number];
  const batch = {
    ...tokens(ids, ids, [responses, time]),
    mask: new Float32Array(ids.length),
    lastPlace: c.ids('last_index'),
  };
  const ranked = [{ ranking: c.numbers('ranking'), ties: [] }];
  const model = createModel(net.config, net.flat);
  const { rewards } = await readAll({
    rewards: tf.tidy(() => atLastPlace(model.forward(batch, ['values']).values, batch)),
  });
  c.value(['rewards'], rewards);
  const { pairs, right } = countPairs(ranked, rewards, responses);
  c.value(['accuracy'], right / pairs);
  const terms = model.backward(batch, ['values'], ({ values }) => {
    const weights = tf.tensor3d(pairWeights(ranked, responses), [1, responses, responses]);
    return { loss: pairwiseLoss(tf.reshape(atLastPlace(values, batch), [1, responses]), weights) };
  });
  const { loss } = await readAll(terms);
  c.value(['loss'], loss);
  const gradient = await model.gradient();
  for (const name of c.expectedNames('grads')) c.gradient(['grads', name], part(net, gradient, name));
  model.dispose();
}

/** [B, R] of the response's tokens → [B, T], at the place before each token. */
function atPlaces(response: readonly number[], rows: number, time: number, contextLength: number): Float32Array {
  const wide = new Float32Array(rows * time);
  const width = response.length / rows;
  response.forEach((value, i) => {
    wide[Math.floor(i / width) * time + contextLength - 1 + (i % width)] = value;
  });
  return wide;
}

async function ppoPtxStep(c: Comparison, golden: Golden): Promise<void> {
  const net = network(golden, { weight: c.numbers('value_head_w'), bias: c.numbers('value_head_b') });
  const ids = c.ids('query_responses');
  const [rows, time] = c.shape('query_responses') as [number, number];
  const contextLength = c.number('context_length');
  const wide = (name: string) => atPlaces(c.numbers(name), rows, time, contextLength);
  const targets = ids.map((_, i) => ((i + 1) % time === 0 ? 0 : ids[i + 1]));
  const batch = tokens(ids, targets, [rows, time]);
  const mask = wide('response_mask');
  const columns = {
    mask,
    oldLogprobs: wide('old_logprobs'),
    oldValues: wide('old_values'),
    advantages: wide('advantages'),
    returns: wide('returns'),
  };
  const ptx = tokens(c.ids('pretrain_ids'), c.ids('pretrain_targets'), c.shape('pretrain_ids'));
  const temperature = c.number('temperature');
  const settings = {
    temperature,
    clipRange: c.number('cliprange'),
    valueClipRange: c.number('cliprange_value'),
    valueCoef: c.number('vf_coef'),
    ptxCoef: c.number('ptx_coef'),
  };
  const model = createModel(net.config, net.flat);

  const said = await readAll(
    tf.tidy(() => ({
      ...model.forward(batch, ['logprobs', 'entropy'], temperature),
      ...model.forward(batch, ['values']),
    })),
  );
  const valid = (column: Float32Array) => {
    const width = time - contextLength;
    return Float32Array.from({ length: rows * width }, (_, i) => {
      const place = Math.floor(i / width) * time + contextLength - 1 + (i % width);
      return column[place] * mask[place];
    });
  };
  c.value(['new_logprobs_masked'], valid(said.logprobs));
  c.value(['new_values_masked'], valid(said.values));
  const count = mask.reduce((sum, m) => sum + m, 0);
  c.value(['entropy'], valid(said.entropy).reduce((sum, h) => sum + h, 0) / count);

  const valueClipping = tf.tidy(() => {
    const matrix = (column: Float32Array) => tf.tensor2d(column, [rows, time]);
    const given = { oldValues: matrix(columns.oldValues), returns: matrix(columns.returns), mask: matrix(mask) };
    return valueLoss(matrix(said.values), given, settings.valueClipRange).clipFraction;
  });
  c.value(['vf_clipfrac'], (await readAll({ valueClipping })).valueClipping);

  const matrix = (column: Float32Array) => tf.tensor2d(column, [rows, time]);
  const given = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, matrix(column)])) as Columns;
  const both = { policy: model, valueNetwork: model };
  const terms = gatherGradients(both, batch, given, ptx, settings);
  const gradient = await model.gradient();
  const norm = model.step({
    learningRate: c.number('lr'),
    beta1: c.numbers('betas')[0],
    beta2: c.numbers('betas')[1],
    epsilon: c.number('eps'),
    weightDecay: 0,
    clipGradNorm: 1e30,
    form: 'pytorch',
  });
  const read = await readAll({ ...(terms as Required<typeof terms>), norm });
  c.value(['pg_loss'], read.policyLoss);
  c.value(['vf_loss'], read.valueLoss);
  c.value(['ptx_loss'], read.ptxLoss);
  const value = settings.valueCoef * read.valueLoss[0];
  c.value(['total_loss'], read.policyLoss[0] + value + settings.ptxCoef * read.ptxLoss[0]);
  c.value(['pg_clipfrac'], read.clipFraction);
  c.value(['approxkl_k2'], read.approxKl);
  c.value(['grad_global_norm'], read.norm);
  for (const name of c.expectedNames('grads_total')) c.gradient(['grads_total', name], part(net, gradient, name));
  const updated = await model.parameters();
  const roundOff = 1e-8 * c.expected('grad_global_norm')[0];
  for (const name of c.expectedNames('params_after_adam_step')) {
    // Adam's first step lr·g/(|g| + ε) enlarges the gradient's round-off where g is near 0, as it is for the biases of
    // the keys: adding a constant to all scores changes nothing, so only round-off is left of their gradient.
    const allowance = c
      .expected('grads_total', name)
      .map((g) => (c.number('lr') * c.number('eps') * roundOff) / (Math.abs(g) + c.number('eps')) ** 2);
    c.value(['params_after_adam_step', name], part(net, updated, name), c.tolerance, allowance);
  }

  model.load(net.flat);
  const ppoAlone = gatherGradients(both, batch, given, null, settings);
  tf.dispose({ ...ppoAlone });
  c.gradient(['grads_ppo_part_only_wte'], part(net, await model.gradient(), 'wte'));
  model.dispose();
}

const UNTIED = 'GPT-2 ties its unembedding to the embedding';
const EXACT_GELU = "GPT-2's GELU is the tanh form";
const INSIDE = 'inside hiddenStates; the LN and the logits behind it are compared';

export function networkCases(golden: Golden): CoveredCases {
  return {
    tiny_gpt: {
      run: (comparison) => forwardAndGradients(comparison, golden),
      notOurs: {
        'untied*': UNTIED,
        tied_gelu_exact: EXACT_GELU,
        'tied_gelu_tanh / activations / h*.after_attn': INSIDE,
        'tied_gelu_tanh / activations / h*.after_mlp': INSIDE,
      },
    },
    tiny_gpt_reward_model_step: { run: (comparison) => rewardModelStep(comparison, golden) },
    tiny_gpt_ppo_ptx_step: { run: (comparison) => ppoPtxStep(comparison, golden) },
  };
}
