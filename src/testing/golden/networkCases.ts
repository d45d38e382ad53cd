/** The golden cases of the network itself: forward, losses, gradients and one step of a tiny GPT-2. */
import * as tf from '@tensorflow/tfjs-core';
import type { TokenBatch } from '../../engine/lm/model';
import { oneHot } from '../../engine/lm/oneHot';
import { attendWithin, embed, hiddenStates, splitParameters, Weights, type Attend } from '../../engine/lm/plain/gpt2';
import { causalMask, positions } from '../../engine/lm/plain/masks';
import { attention } from '../../engine/lm/plain/ops';
import { createModel } from '../../engine/lm/createModel';
import { consume, readAll } from '../../engine/lm/read';
import { crossEntropy } from '../../engine/lm/crossEntropy';
import { inLevels, pairwiseLoss, pairWeights, countPairs } from '../../engine/rlhf/pairwiseLoss';
import { atLastPlace } from '../../engine/rlhf/sequences';
import type { GoldenComparison, CoveredCases, Golden } from './goldenFile';
import { network, part, tokens, type Network } from './goldenNetwork';
import { ppoPtxStep } from './ppoStepCase';

async function forwardAndGradients(c: GoldenComparison, golden: Golden): Promise<void> {
  const net = network(golden);
  const variant = 'tied_gelu_tanh';
  const batch = tokens(c.ids('ids'), c.ids('targets'), c.shape('ids'));
  const model = createModel(net.config, net.flat);
  const { logits, logprobs } = await readAll(await model.forward(batch, ['logits', 'logprobs']));
  c.value([variant, 'logits'], logits);
  c.value(
    [variant, 'token_cross_entropy'],
    logprobs.map((value) => -value),
  );
  const terms = await model.backward(batch, ['logprobs'], ({ logprobs }) => ({ loss: crossEntropy(logprobs) }));
  const { loss } = await readAll(terms);
  c.value([variant, 'loss'], loss);
  const gradient = await model.gradient();
  for (const name of c.expectedNames(variant, 'grads')) c.gradient([variant, 'grads', name], part(net, gradient, name));
  model.dispose();
  await activations(c, net, batch);
  await leftPadded(c, net);
}

/** The activations that the pieces of gpt2.ts can be asked for one by one. */
async function activations(c: GoldenComparison, net: Network, { inputs, batch, time }: TokenBatch): Promise<void> {
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

async function leftPadded(c: GoldenComparison, net: Network): Promise<void> {
  const mask = c.extra('left_padded', 'attention_mask');
  const inputs = Int32Array.from(c.extra('left_padded', 'ids'));
  const batch = c.shape('ids')[0];
  const time = inputs.length / batch;
  const rows = Array.from({ length: batch }, (_, row) => mask.slice(row * time, (row + 1) * time));
  const leftPadding = Int32Array.from(rows, (row) => row.indexOf(1));
  const model = createModel(net.config, net.flat);
  const { logits } = await readAll(
    await model.forward({ inputs, targets: inputs, batch, time, leftPadding }, ['logits']),
  );
  model.dispose();
  const { vocabulary } = net.config;
  const padding = Array.from(logits, (_, i) => (mask[Math.floor(i / vocabulary)] === 1 ? 0 : Infinity));
  c.close('left_padded', logits, c.extra('left_padded', 'logits_tied_gelu_tanh'), c.tolerance, padding);
}

async function rewardModelStep(c: GoldenComparison, golden: Golden): Promise<void> {
  const net = network(golden, { weight: c.numbers('reward_head_w'), bias: c.numbers('reward_head_b') });
  const ids = c.ids('ids');
  const [responses, time] = c.shape('ids') as [number, number];
  const batch = {
    ...tokens(ids, ids, [responses, time]),
    mask: new Float32Array(ids.length),
    lastPlace: c.ids('last_index'),
  };
  const ranked = [{ levels: inLevels(c.numbers('ranking')) }];
  const model = createModel(net.config, net.flat);
  const said = await model.forward(batch, ['values']);
  const { rewards } = await readAll({ rewards: consume(said, ({ values }) => atLastPlace(values, batch)) });
  c.value(['rewards'], rewards);
  const { pairs, right } = countPairs(ranked, rewards, responses);
  c.value(['accuracy'], right / pairs);
  const terms = await model.backward(batch, ['values'], ({ values }) => {
    const weights = tf.tensor3d(pairWeights(ranked, responses), [1, responses, responses]);
    return { loss: pairwiseLoss(tf.reshape(atLastPlace(values, batch), [1, responses]), weights) };
  });
  const { loss } = await readAll(terms);
  c.value(['loss'], loss);
  const gradient = await model.gradient();
  for (const name of c.expectedNames('grads')) c.gradient(['grads', name], part(net, gradient, name));
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
