/** The golden cases of scalar feedback: TAMER's credit assignment, and regression on ratings. */
import * as tf from '@tensorflow/tfjs-core';
import type { KeyPress } from '../../protocol/feedback';
import { creditedLabels, credits } from '../../engine/rlhf/beyond/credit';
import { regressionLoss } from '../../engine/rlhf/beyond/tamerUpdate';
import type { GoldenComparison, CoveredCases } from './goldenFile';
import { withGradients } from './gradientsOf';

async function creditAndLinearRegression(c: GoldenComparison): Promise<void> {
  const shown = c.rows('steps').map(([start, end]) => ({ start, end }));
  const humanDelay = { creditDelay: c.number('delay'), creditWindow: c.number('window') };
  const presses = Array.from({ length: c.shape('feedback')[0] }, (_, i): KeyPress => {
    const [time, rating] = ['time', 'h'].map((name) => c.numbers('feedback', String(i), name)[0]);
    return { time, rating: rating as 1 | -1 };
  });
  const perPress = presses.map(({ time }) => credits(shown, time, humanDelay));
  c.value(['credit_per_event'], perPress.flat());
  c.value(
    ['credit_sum_per_event'],
    perPress.map((shares) => shares.reduce((sum, share) => sum + share, 0)),
  );
  const labels = creditedLabels(shown, presses, humanDelay);
  c.value(['aggregate_labels'], labels);

  // H = φ·w instead of a network; α (label − φ·w) φ is −α/2 times the gradient of our loss of one sample.
  const features = c.rows('features');
  const one = () => tf.ones<tf.Rank.R2>([1, 1]);
  let w = c.column('w0');
  const seen: Float32Array[] = [];
  for (const [i, phi] of features.entries()) {
    const { loss } = await withGradients(w, [w.length, 1], {
      loss: (x) => regressionLoss(tf.matMul(tf.tensor2d([phi]), x), tf.mul(one(), labels[i]), one()),
    });
    w = w.map((weight, k) => weight - (c.number('alpha') / 2) * loss.gradient[k]);
    seen.push(w);
  }
  c.value(
    ['w_after_each_sample'],
    seen.flatMap((weights) => [...weights]),
  );
}

async function ratings(c: GoldenComparison): Promise<void> {
  const labels = c.column('ratings');
  const shape: [number, number] = [1, labels.length];
  const { loss } = await withGradients(c.column('predicted'), shape, {
    loss: (x) => regressionLoss(x, tf.tensor2d(labels, shape), tf.ones(shape)),
  });
  c.value(['scalar_mse'], loss.value);
  c.gradient(['scalar_grad'], loss.gradient);
}

const CASES: CoveredCases = {
  tamer_credit: { run: creditAndLinearRegression },
  rm_best_of_4_and_scalar: {
    run: ratings,
    notOurs: { 'best_of_4_*': 'labelers rank all responses, they do not pick one of four' },
  },
};

/** A few operations each, as the stages' cases: a quarter of the tolerance is enough. */
export const FEEDBACK_CASES: CoveredCases = Object.fromEntries(
  Object.entries(CASES).map(([name, covered]) => [name, { ...covered, tightened: 0.25 }]),
);
