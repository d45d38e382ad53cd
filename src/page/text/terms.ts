/**
 * Every term of the formulas once: where else on the page it occurs. Pointing at one lights up its columns, its curves,
 * its knobs, and the lines of our source that speak of it by one of its names there.
 */
import type { KnobName } from '../../experiment/knobs';
import type { MetricName } from '../../experiment/metrics';
import type { LedgerColumn } from '../../protocol/microSteps';

/** What a table inside a stage shows: columns of the token ledger, and what the page works out from them. */
export type TableColumn =
  LedgerColumn | 'tokenLoss' | 'better' | 'worse' | 'preference' | 'pairLoss' | 'weights' | 'shares';

interface Links {
  readonly columns: readonly TableColumn[];
  readonly metrics: readonly MetricName[];
  readonly knobs: readonly KnobName[];
  /** Identifiers in the source. */
  readonly names: readonly string[];
}

export const TERMS = {
  window: { columns: [], metrics: [], knobs: ['pretrainBatch'], names: ['windowsAt', 'starts'] },
  corpus: { columns: [], metrics: [], knobs: ['spanishShare'], names: ['stream'] },
  pair: { columns: [], metrics: [], knobs: ['sftBatch'], names: ['prompt', 'response'] },
  demonstrations: { columns: [], metrics: [], knobs: ['demonstrations', 'wordings'], names: ['Demonstration'] },
  prompts: { columns: [], metrics: [], knobs: ['rolloutBatch'], names: ['prompts', 'samplePrompt'] },
  logprobs: { columns: ['logprobs'], metrics: ['loss', 'entropy'], knobs: [], names: ['logprobs', 'newLogprobs'] },
  refLogprobs: { columns: ['refLogprobs'], metrics: ['kl'], knobs: [], names: ['refLogprobs', 'reference'] },
  tokenLoss: { columns: ['tokenLoss'], metrics: ['loss'], knobs: [], names: ['crossEntropy'] },
  counted: { columns: ['counted'], metrics: [], knobs: [], names: ['mask'] },

  answers: { columns: [], metrics: [], knobs: ['responsesPerPrompt'], names: ['responses', 'collectResponses'] },
  ranking: { columns: [], metrics: [], knobs: ['labelerNoise'], names: ['rank', 'ranking'] },
  better: { columns: ['better'], metrics: ['margin'], knobs: [], names: ['better', 'expandDims'] },
  worse: { columns: ['worse'], metrics: ['margin'], knobs: [], names: ['worse', 'expandDims'] },
  preference: { columns: ['preference'], metrics: ['accuracy'], knobs: [], names: ['logSigmoid', 'softplus'] },
  pairCount: { columns: ['pairLoss'], metrics: ['loss'], knobs: ['responsesPerPrompt'], names: ['weights', 'pairs'] },

  klCoef: { columns: [], metrics: ['klCoef', 'kl'], knobs: ['klCoef'], names: ['klCoef'] },
  kl: { columns: ['kl'], metrics: ['kl'], knobs: [], names: ['k1', 'kl'] },
  score: { columns: [], metrics: ['proxyReward'], knobs: [], names: ['score', 'scores', 'mean'] },
  rewards: { columns: ['rewards'], metrics: ['totalReward', 'proxyReward'], knobs: [], names: ['rewards'] },
  gamma: { columns: [], metrics: [], knobs: ['gamma'], names: ['gamma'] },
  lambda: { columns: [], metrics: [], knobs: ['lambda'], names: ['lambda'] },
  values: { columns: ['values'], metrics: ['valueLoss'], knobs: [], names: ['value', 'values', 'nextValue'] },
  deltas: { columns: ['deltas'], metrics: [], knobs: [], names: ['delta'] },
  advantages: {
    columns: ['advantages', 'whitened'],
    metrics: ['policyLoss'],
    knobs: [],
    names: ['advantages', 'nextAdvantage'],
  },
  ratio: { columns: ['ratio'], metrics: ['ratio', 'clipFraction'], knobs: [], names: ['ratio', 'logRatio'] },
  clipRange: { columns: ['clipped'], metrics: ['clipFraction'], knobs: ['clipRange'], names: ['clipRange', 'clipped'] },
  objective: { columns: ['objective'], metrics: ['policyLoss'], knobs: [], names: ['unclipped', 'clipped', 'maximum'] },
  newValues: { columns: ['newValues', 'valueErrors'], metrics: ['valueLoss'], knobs: [], names: ['values', 'error'] },
  returns: { columns: ['returns'], metrics: ['valueLoss', 'explainedVariance'], knobs: [], names: ['returns'] },
  ptx: { columns: [], metrics: ['ptxLoss'], knobs: ['ptxCoef'], names: ['ptxCoef', 'ptxWindows', 'ptxLoss'] },
} as const satisfies Record<string, Links>;

export type TermKey = keyof typeof TERMS;

/** A part of a formula in LaTeX that is this term; drawn, it has the attribute data-term. */
export function term(key: TermKey, latex: string): string {
  return `\\data{term=${key}}{${latex}}`;
}

export function isTerm(key: string): key is TermKey {
  return Object.hasOwn(TERMS, key);
}

/** The terms of a formula in the order in which they first stand in it. */
export function termsOf(latex: string): readonly TermKey[] {
  const found = [...latex.matchAll(/\\data\{term=(\w+)\}/g)].map(([, key]) => key).filter(isTerm);
  return [...new Set(found)];
}

/** The lines, counted from 0, that call the term by one of its names. */
export function linesOf(key: TermKey, lines: readonly string[]): readonly number[] {
  const { names } = TERMS[key];
  const named = new RegExp(`\\b(${names.join('|')})\\b`);
  return lines.flatMap((line, i) => (named.test(line) ? [i] : []));
}
