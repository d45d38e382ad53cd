/** English: the measurement of the machine. */
import type { BenchWork } from '../../../protocol/bench';

export const bench = {
  heading: 'How fast is this machine?',
  sentence:
    'The network of size S takes a training step on 32 × 48 tokens, and writes 32 answers of 20 tokens: with the fused kernels of this page and with plain TensorFlow.js, in turns. The ratio says more than the milliseconds, which vary with whatever else runs here.',
  columns: ['backend', 'fused, ms', 'plain, ms', 'plain / fused', 'tokens/s, fused', 'rounds'],
  works: { training: 'training step', rollout: 'rollout' } satisfies Record<BenchWork, string>,
  legend:
    'Fused: this page’s own kernels. Plain: the same network made of TensorFlow.js operations. Rollout: the model writes the answers, one token after the other.',
  times: (n: string) => `${n}\u00a0×`,
  range: (min: string, max: string) => `${min} to ${max}`,
  running: 'measuring; leave this tab in front',
  done: 'done',
  verdict: (backend: string, all: string, ppo: string) =>
    `On ${backend} this machine trains the whole default pipeline, from random weights through PPO, in about ${all}; PPO alone, where the page opens, in about ${ppo}.`,
  derived:
    'An estimate: the training steps and answers of all stages at their default settings, times the middle values above. What the page draws and the judge marks comes on top.',
  nothing: 'Nothing could be measured here; the reasons stand above. The page still trains on the CPU, slowly.',
  noFusedCpu:
    'The CPU cannot be measured: this page has no fused kernels for it, so there is nothing to compare. The others are measured instead.',
  crashed: 'The measurement has stopped before its end. Reload to measure again.',
  back: 'Back to the page',
  copy: 'Copy result',
  copied: 'copied',
  failed: 'The browser did not allow copying; here is the result.',
};
