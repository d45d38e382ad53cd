/** The errors that are usually made, as changes of one place of our source each; a test must catch every one. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Where the test that catches it is looked for. */
  readonly tests: readonly string[];
}

const GOLDEN = 'src/testing/golden/golden.test.ts';
const KNOBS_ACT = 'src/engine/worker/session/knobsAct.test.ts';

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'k3 the wrong way round',
    file: 'src/engine/rlhf/kl.ts',
    find: 'return Math.expm1(-logRatio) + logRatio;',
    replace: 'return Math.expm1(logRatio) - logRatio;',
    tests: ['src/engine/rlhf/kl.test.ts', GOLDEN],
  },
  {
    name: 'k3 the wrong way round, in GRPO’s loss',
    file: 'src/engine/rlhf/kl.ts',
    find: 'return tf.add(tf.expm1(tf.neg(logRatio)), logRatio);',
    replace: 'return tf.sub(tf.expm1(logRatio), logRatio);',
    tests: ['src/engine/rlhf/kl.test.ts', GOLDEN],
  },
  {
    name: 'sample variance (Bessel) where whitening wants the population’s',
    file: 'src/engine/rlhf/advantages.ts',
    find: 'variance: squares / count',
    replace: 'variance: squares / (count - 1)',
    tests: ['src/engine/rlhf/advantages.test.ts', GOLDEN],
  },
  {
    name: 'population variance where GRPO’s groups want the sample’s',
    file: 'src/engine/rlhf/beyond/grpo.ts',
    find: 'squares / (numbers.length - 1)',
    replace: 'squares / numbers.length',
    tests: ['src/engine/rlhf/beyond/grpo.test.ts', GOLDEN],
  },
  {
    name: 'the score one slot late',
    file: 'src/engine/rlhf/rewards.ts',
    find: 'if (last >= row * time) rewards[last] += score;',
    replace: 'if (last >= row * time) rewards[last + 1] += score;',
    tests: ['src/engine/rlhf/rewards.test.ts', GOLDEN],
  },
  {
    name: 'a mean over padding, too',
    file: 'src/engine/lm/maskedMean.ts',
    find: 'tf.div(tf.sum(tf.mul(x, mask)), tf.sum(mask))',
    replace: 'tf.div(tf.sum(tf.mul(x, mask)), x.size)',
    tests: ['src/engine/rlhf/ppoLoss.test.ts', GOLDEN],
  },
  {
    name: 'a flat mean of all pairs where each prompt counts once',
    file: 'src/engine/rlhf/pairwiseLoss.ts',
    find: '= weight / (pairs.length * total);',
    replace: '= weight / prompts.reduce((sum, each) => sum + rankedPairs(each).length, 0);',
    tests: ['src/engine/rlhf/pairwiseLoss.test.ts', GOLDEN],
  },
  {
    name: 'exact GELU for tanh',
    file: 'src/engine/lm/plain/ops.ts',
    find: 'tf.sigmoid(tf.mul(x, tf.add(tf.mul(tf.square(x), 2 * SQRT_2_OVER_PI * 0.044715), 2 * SQRT_2_OVER_PI)));',
    replace: 'tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);',
    tests: [GOLDEN],
  },
  {
    name: 'max for min in the clipped objective',
    file: 'src/engine/rlhf/ppoLoss.ts',
    find: 'tf.maximum(unclipped, clipped)',
    replace: 'tf.minimum(unclipped, clipped)',
    tests: ['src/engine/rlhf/ppoLoss.test.ts', GOLDEN],
  },
  {
    name: 'min for max in the clipped value loss',
    file: 'src/engine/rlhf/ppoLoss.ts',
    find: 'tf.maximum(error, clippedError)',
    replace: 'tf.minimum(error, clippedError)',
    tests: ['src/engine/rlhf/ppoLoss.test.ts', GOLDEN],
  },
  {
    name: 'whitened advantages that keep their mean',
    file: 'src/engine/rlhf/advantages.ts',
    find: 'whiten(x: Float32Array, mask: Float32Array, shiftMean = true)',
    replace: 'whiten(x: Float32Array, mask: Float32Array, shiftMean = false)',
    tests: ['src/engine/rlhf/advantages.test.ts', GOLDEN],
  },
  {
    name: 'returns from nothing but the advantage',
    file: 'src/engine/rlhf/advantages.ts',
    find: 'returns[t] = nextAdvantage + value;',
    replace: 'returns[t] = nextAdvantage;',
    tests: ['src/engine/rlhf/advantages.test.ts', GOLDEN],
  },
  {
    name: 'the KL penalty with the wrong sign',
    file: 'src/engine/rlhf/rewards.ts',
    find: '-klCoef * k1(',
    replace: 'klCoef * k1(',
    tests: ['src/engine/rlhf/rewards.test.ts', GOLDEN],
  },
  {
    name: 'a baseline that knows the response itself, in RLOO',
    file: 'src/engine/rlhf/beyond/rloo.ts',
    find: 'return (sum - own) / (groupSize - 1);',
    replace: 'return sum / groupSize;',
    tests: ['src/engine/rlhf/beyond/rloo.test.ts', GOLDEN],
  },
  {
    name: 'IPO’s margin at 1/β instead of 1/2β',
    file: 'src/engine/rlhf/beyond/dpo.ts',
    find: '1 / (2 * dpoBeta)',
    replace: '1 / dpoBeta',
    tests: ['src/engine/rlhf/beyond/dpo.test.ts', GOLDEN],
  },
  {
    name: 'TensorFlow 1’s ε for PyTorch’s',
    file: 'src/engine/lm/adamw.ts',
    find: "form === 'pytorch' ?",
    replace: "form !== 'pytorch' ?",
    tests: ['src/engine/lm/adamw.test.ts', GOLDEN],
  },
  {
    name: 'best-of-n as if drawn with replacement',
    file: 'src/engine/rlhf/beyond/bestOfN.ts',
    find: 'weight *= (i - n) / (i - 1);',
    replace: 'weight *= ((i - 1) / i) ** (n - 1);',
    tests: ['src/engine/rlhf/beyond/bestOfN.test.ts', GOLDEN],
  },
  {
    name: 'feedback credited to what is on screen now, without the delay',
    file: 'src/engine/rlhf/beyond/credit.ts',
    find: 'const to = time - creditDelay;',
    replace: 'const to = time;',
    tests: ['src/engine/rlhf/beyond/credit.test.ts', GOLDEN],
  },
  {
    name: 'a value network that learns at the policy’s rate',
    file: 'src/engine/rlhf/ppoUpdate.ts',
    find: 'learningRate: valueLr }',
    replace: 'learningRate: policyLr }',
    tests: [KNOBS_ACT],
  },
  {
    name: 'a reward model without its weight decay',
    file: 'src/engine/rlhf/rewardModel.ts',
    find: 'weightDecay: rmWeightDecay',
    replace: 'weightDecay: 0',
    tests: [KNOBS_ACT],
  },
  {
    name: 'Adam’s ε as the library has it, whatever the knob says',
    file: 'src/experiment/settings.ts',
    find: 'epsilon: adamEpsilon',
    replace: 'epsilon: 1e-5',
    tests: [KNOBS_ACT],
  },
  {
    name: 'labelers who differ as much as they err',
    file: 'src/engine/rlhf/makeWorld.ts',
    find: 'spread: settings.labelerSpread',
    replace: 'spread: settings.labelerNoise',
    tests: [KNOBS_ACT],
  },
];
