/** Networks over the world's vocabulary for tests of whole stages: as small as can be, and a reward model that is a rule. */
import * as tf from '@tensorflow/tfjs-core';
import { gptConfig, type GptConfig } from '../engine/lm/config';
import { createModel } from '../engine/lm/createModel';
import { initialParameters, parameterLayout } from '../engine/lm/layout';
import type { Model } from '../engine/lm/model';
import { ASSISTANT, CONTEXT, EOT, VOCABULARY } from '../world/vocabulary';
import { Rng } from '../rng';

export const XS = gptConfig('XS', VOCABULARY.length, CONTEXT);
export const NARROW: GptConfig = { ...XS, width: 8, layers: 1 };

/** Random weights, but the end token likely enough that responses differ in length, and a head that tells them apart. */
export function smallNetwork(config: GptConfig, seed = 1): Model {
  const flat = initialParameters(config, new Rng(seed));
  const push = Math.sqrt(4 / config.width);
  for (const { name, offset, size } of parameterLayout(config).parameters) {
    if (name === 'ln_f.bias') flat.fill(push, offset, offset + size);
    if (name === 'wte.weight') flat.fill(push, offset + EOT * config.width, offset + (EOT + 1) * config.width);
    if (name === 'score.weight') for (let i = 0; i < size; i++) flat[offset + i] = i % 2 === 0 ? 0.5 : -0.4;
  }
  return createModel(config, flat);
}

/** A reward model that scores a response, at each of its tokens, by a rule of what was said up to there. */
export function ruleModel(score: (response: readonly number[]) => number): Model {
  const never = () => {
    throw new Error('A rule only scores.');
  };
  return {
    config: { ...NARROW, scalarHead: true },
    forward: async ({ inputs, batch, time }) => {
      const values = Array.from({ length: batch }, (_, row) => {
        const tokens = inputs.subarray(row * time, (row + 1) * time);
        const first = tokens.indexOf(ASSISTANT) + 1;
        return Array.from(tokens, (_token, t) => (t < first ? 0 : score([...tokens.subarray(first, t + 1)])));
      });
      return { values: tf.tensor2d(values, [batch, time]) } as never;
    },
    backward: never,
    backwardCrossEntropy: never,
    step: never,
    generate: never,
    parameters: never,
    load: never,
    state: never,
    restore: never,
    gradient: never,
    dispose: () => undefined,
  };
}
