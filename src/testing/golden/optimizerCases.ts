/** The golden cases of the optimizer: Adam in its forms, the clipping of the gradient, and the schedules. */
import * as tf from '@tensorflow/tfjs-core';
import { adamwStep, clipByGlobalNorm, cosineToTenth, noMoments, type AdamW } from '../../engine/lm/adamw';
import { readAll } from '../../engine/lm/read';
import type { GoldenComparison, CoveredCases } from './goldenFile';

/** 'adamw_b2_0_999_wd_0_01' → β₂ 0.999, form PyTorch, with weight decay */
function adamVariant(name: string, c: GoldenComparison): AdamW {
  const beta2 = Number((/_b2_(\d+_\d+)/.exec(name)?.[1] ?? '').replace('_', '.'));
  return {
    learningRate: c.number('lr'),
    beta1: 0.9,
    beta2,
    epsilon: c.number('eps'),
    weightDecay: name.startsWith('adamw') ? c.number('weight_decay_adamw') : 0,
    clipGradNorm: 1,
    form: name.startsWith('tensorflow1') ? 'tensorflow1' : 'pytorch',
  };
}

async function adam(c: GoldenComparison): Promise<void> {
  for (const name of c.expectedNames()) {
    const optimizer = adamVariant(name, c);
    const after = tf.tidy(() => {
      let state = { parameters: tf.tensor1d(c.numbers('params')), ...noMoments(c.shape('params')[0]) };
      const steps = c.rows('grads_per_step').map((gradient) => {
        state = adamwStep(state.parameters, tf.tensor1d(gradient), state, optimizer);
        return state.parameters;
      });
      return { parameters: tf.stack(steps) };
    });
    c.value([name], (await readAll(after)).parameters);
  }
}

async function clipping(c: GoldenComparison): Promise<void> {
  const [a, b] = [c.numbers('grad_a'), c.numbers('grad_b')];
  const { gradient, norm } = await readAll({
    ...clipByGlobalNorm(tf.tensor1d([...a, ...b]), c.number('max_norm')),
  });
  c.value(['grad_norm'], norm);
  c.gradient(['grad_a'], gradient.slice(0, a.length));
  c.gradient(['grad_b'], gradient.slice(a.length));
}

function schedules(c: GoldenComparison): void {
  const steps = c.number('N');
  const rates = Array.from({ length: steps + 1 }, (_, step) => c.number('lr') * cosineToTenth(step, steps));
  c.value(['cosine_to_10pct'], rates);
}

export const OPTIMIZER_CASES: CoveredCases = {
  adam_5_steps: { run: adam },
  clip_grad_global_norm: { run: clipping },
  schedules_and_ema: {
    run: schedules,
    notOurs: {
      linear_ziegler: 'the schedules are constant or a cosine',
      instructgpt_ppo_warmup: "PPO's learning rates are constant",
      ema: 'weights are not averaged',
    },
  },
};
