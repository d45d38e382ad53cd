/** The golden case of one PPO-ptx update on a shared trunk: losses, gradients and the parameters after one Adam step. */
import * as tf from '@tensorflow/tfjs-core';
import { createModel } from '../../engine/lm/createModel';
import { readAll } from '../../engine/lm/read';
import { gatherGradients, type Columns } from '../../engine/rlhf/ppoUpdate';
import { valueLoss } from '../../engine/rlhf/ppoLoss';
import type { GoldenComparison, Golden } from './goldenFile';
import { network, part, tokens } from './goldenNetwork';

/** [B, R] of the response's tokens → [B, T], at the place before each token. */
function atPlaces(response: readonly number[], rows: number, time: number, contextLength: number): Float32Array {
  const wide = new Float32Array(rows * time);
  const width = response.length / rows;
  response.forEach((value, i) => {
    wide[Math.floor(i / width) * time + contextLength - 1 + (i % width)] = value;
  });
  return wide;
}

export async function ppoPtxStep(c: GoldenComparison, golden: Golden): Promise<void> {
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

  const said = await readAll({
    ...(await model.forward(batch, ['logprobs', 'entropy'], temperature)),
    ...(await model.forward(batch, ['values'])),
  });
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
  const terms = await gatherGradients(both, batch, given, ptx, settings);
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
  const ppoAlone = await gatherGradients(both, batch, given, null, settings);
  tf.dispose({ ...ppoAlone });
  c.gradient(['grads_ppo_part_only_wte'], part(net, await model.gradient(), 'wte'));
  model.dispose();
}
