/** English: the inside of a stage: its steps, the ledger of tokens, and what labelers compare. */
import type { LedgerColumn, ResponseSource } from '../../../protocol/microSteps';
import type { Named } from '../named';

export const ledger = {
  logprobs: { label: 'log π', meaning: 'Log-probability of the token under the model that is trained.' },
  refLogprobs: {
    label: 'log π_ref',
    meaning: 'Log-probability of the token under the fine-tuned model, frozen (the papers’ reference).',
  },
  kl: {
    label: 'log-ratio',
    meaning:
      'log π − log π_ref: above 0 the policy finds the token more likely than the fine-tuned model, frozen, does; below 0 less likely.',
  },
  rewards: { label: 'reward', meaning: 'What the token earns: the KL penalty, and on the last token the score.' },
  values: { label: 'value', meaning: 'What the value network expects the rest of the answer to earn.' },
  deltas: { label: 'δ', meaning: 'The surprise at this token alone: what it earned, and how the value moved.' },
  advantages: { label: 'advantage', meaning: 'How much better than expected the token was, with what came after it.' },
  whitened: {
    label: 'whitened',
    meaning: 'The advantage scaled to mean 0 and variance 1 over the iteration’s tokens.',
  },
  newValues: { label: 'value now', meaning: 'What the value network says after this update.' },
  returns: { label: 'return', meaning: 'What the value network should have said.' },
  valueErrors: { label: 'error²', meaning: 'How wrong it still is: (value now − return)².' },
  ratio: { label: 'ratio', meaning: 'Probability of the token now, divided by that when it was written.' },
  objective: { label: 'objective', meaning: 'What the token adds to the objective: the smaller of ρÂ and clip(ρ)Â.' },
  clipped: { label: 'clipped', meaning: 'The ratio has left the clip range, so the token no longer counts.' },
  counted: { label: 'counts', meaning: 'Whether the token counts in the loss.' },
} as const satisfies Record<LedgerColumn, Named>;

export const inside = {
  steps: 'Micro-steps of this stage',
  iteration: (n: string) => `iteration ${n}`,
  inIteration: (n: string) => `in iteration ${n}`,
  overview: 'Step by step',
  notYet: 'Not reached yet.',
  formula: 'Formula',
  numbers: 'for the token',
  prompt: 'prompt',
  response: 'answer',
  texts: 'texts of the batch',
  prompts: 'prompts of the batch',
  demonstrations: 'demonstrations of the batch',
  episodes: 'answers of the batch',
  score: 'score',
  gold: 'gold',
  unfinished: 'unfinished',
  silent: 'says nothing',
  tokenLoss: { label: 'loss', meaning: 'How surprised the model is by this token: −log of its probability.' },
  ledger: 'Token ledger',
  token: 'token',
  candidates: (token: string) => `most likely tokens at the place of “${token}”`,
  policy: 'policy',
  reference: 'fine-tuned, frozen',
  allTokens: 'whole answer',
  place: (n: number, of: number) => `token ${n} of ${of}`,
  update: (n: number, of: number) => `update ${n} of ${of}`,
  speakerProgress: (speaker: string, size: string, done: number, of: number) =>
    `${speaker}, size ${size}: ${done} of ${of} answers`,
};

export const comparisons = {
  labeler: (n: number) => `ranked by labeler ${n}`,
  collected: (n: string, of: string) => `${n} of ${of} prompts ranked`,
  rank: 'rank',
  answer: 'answer',
  from: 'from',
  origins: {
    policy: 'the model in training',
    policyWarm: 'the same, more freely (T = 1.5)',
    fewShotBase: 'prompted base',
    unknown: 'a file',
  } satisfies Record<ResponseSource, string>,
  scoreBefore: 'score before',
  scoreAfter: 'after',
  score: 'score',
  pairs: (n: number) => `${n} pairs in this batch; these are the answers of one of its prompts`,
  ordered: (n: number, of: number) => `${n} of ${of} pairs are ordered as the labeler ordered them`,
  bias: (bias: string) => `The demonstrations score ${bias} on average; this is taken off every score from now on.`,
  histogram: 'Scores before the shift',
  demonstrations: 'demonstrations',
  samples: 'answers of the model',
};
