/** The numbers that a micro-step's view should hold, taken out of its event. */
import type { LedgerColumn, TokenTable } from '../protocol/microSteps';
import type { Numbers, ShownNumbers } from './shownNumbers';
import type { TrainedStep } from './steppedRun';

/** What the ledger shows at each micro-step that has one. */
const LEDGER = {
  klPenalty: ['logprobs', 'refLogprobs', 'kl', 'rewards'],
  advantages: ['rewards', 'values', 'deltas', 'advantages', 'whitened', 'returns'],
  update: ['logprobs', 'ratio', 'whitened', 'objective', 'clipped', 'newValues', 'returns', 'valueErrors'],
} as const satisfies Record<string, readonly LedgerColumn[]>;

function rowsFrom({ columns, responseStart }: TokenTable, names: readonly LedgerColumn[]): Record<string, Numbers> {
  return Object.fromEntries(names.map((name) => [name, columns[name]?.slice(responseStart) ?? []]));
}

/** A column is there as soon as one row of it has a number. */
const orNone = (values: Numbers): Numbers => (values.some((value) => value !== null) ? values : []);

/** Scores and golds of some answers. */
export const marksOf = (all: readonly { readonly score: number | null; readonly gold: number | null }[]) => ({
  scores: orNone(all.map(({ score }) => score)),
  golds: orNone(all.map(({ gold }) => gold)),
});

/** What a text's update holds: its tokens from the first on, and what could have come in place of one. */
function textTold(step: Extract<TrainedStep, { stage: 'pretrain' | 'sft'; kind: 'update' }>): Partial<ShownNumbers> {
  const { columns, responseStart, tokens } = step.example;
  const first = step.stage === 'pretrain' ? 1 : responseStart;
  const losses = (columns.logprobs ?? []).map((each, t) => (each === null || t < first ? null : -each));
  const counted: Record<string, Numbers> =
    step.stage === 'sft' ? { counted: tokens.map((_, t) => (t < first ? 0 : 1)) } : {};
  return {
    ledger: { ...counted, logprobs: columns.logprobs ?? [], tokenLoss: losses },
    probabilities: step.candidates[first].map(({ probability }) => probability),
  };
}

function rewardModelTold(step: Exclude<Extract<TrainedStep, { stage: 'rewardModel' }>, { kind: 'normalize' }>) {
  const order = [...step.ranking].sort((a, b) => a.rank - b.rank).map((each) => step.ranking.indexOf(each));
  const scores = step.ranking.map(({ score }) => score);
  const before = step.kind === 'update' ? step.scoresBefore : [];
  const compared = step.kind === 'comparisons' ? [] : step.compared;
  return {
    scores: orNone(order.map((i) => scores[i])),
    scoresBefore: before.length === 0 ? [] : order.map((i) => before[i]),
    moves: before.map((score, i) => [score, scores[i]]),
    pairs: compared.map(({ better, worse }) => `${better + 1} ≻ ${worse + 1}`),
  };
}

function updateTold({ example, minibatch, numbers }: Extract<TrainedStep, { stage: 'ppo'; kind: 'update' }>) {
  const dots = minibatch.ratios.map((ratio, i) => [ratio, minibatch.advantages[i]]);
  // Two pictures: the tokens that did better than expected, then the others.
  const better = dots.filter(([, advantage]) => advantage > 0);
  return {
    ledger: rowsFrom(example, LEDGER.update),
    metrics: { ...numbers },
    dots: [...better, ...dots.filter((dot) => !better.includes(dot))],
  };
}

export function toldNumbers(step: TrainedStep): Partial<ShownNumbers> {
  switch (step.kind) {
    case 'update':
      if (step.stage === 'rewardModel') return rewardModelTold(step);
      return step.stage === 'ppo' ? updateTold(step) : textTold(step);
    case 'comparisons':
      return rewardModelTold(step);
    case 'batch':
      return step.stage === 'rewardModel' ? rewardModelTold(step) : {};
    case 'rollout': {
      // Of the last word, until the learner chooses another.
      const drawn = step.candidates.at(-1) ?? [];
      return {
        ...marksOf(step.episodes),
        probabilities: drawn.map(({ probability }) => probability),
        refProbabilities: drawn.map(({ refProbability }) => refProbability),
        noise: drawn.map(({ noise }) => noise),
      };
    }
    case 'score':
      return { ...marksOf(step.episodes), score: [step.score] };
    case 'klPenalty':
    case 'advantages':
      return { ledger: rowsFrom(step.example, LEDGER[step.kind]) };
    case 'metrics':
      return marksOf(step.episodes ?? []);
    case 'normalize':
    case 'prompts':
      return {};
    default:
      return step satisfies never;
  }
}
