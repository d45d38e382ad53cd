/** English names of the terms of the formulas: the sign, the word for it, and one sentence. */
import type { TermKey } from '../terms';

interface TermText {
  readonly symbol: string;
  readonly label: string;
  readonly meaning: string;
}

export const terms = {
  window: {
    symbol: 'w_t',
    label: 'window',
    meaning: 'Tokens that follow one another in the corpus, from a place drawn at random.',
  },
  corpus: {
    symbol: 'D_pretrain',
    label: 'corpus',
    meaning: 'All the text of the world that is there to read: its facts, its myths and its stories.',
  },
  pair: {
    symbol: '(x, y)',
    label: 'demonstration',
    meaning: 'A prompt x, and the answer y that a labeler wrote to it.',
  },
  demonstrations: {
    symbol: 'D_demonstrations',
    label: 'demonstrations',
    meaning: 'All the prompts to which labelers have written answers.',
  },
  prompts: {
    symbol: 'x ∼ D_π',
    label: 'prompts',
    meaning: 'Prompts x drawn from D_π, those that the policy is to answer by itself: no answer stands beside them.',
  },
  logprobs: {
    symbol: 'log π',
    label: 'log-probability',
    meaning:
      'How likely the model that learns found the token, as a logarithm: 0 is certain, far below 0 is a surprise.',
  },
  refLogprobs: {
    symbol: 'log π_ref',
    label: 'fine-tuned, frozen',
    meaning: 'How likely the fine-tuned model, frozen, finds the same token (the papers’ reference, π_ref).',
  },
  tokenLoss: { symbol: '−log p', label: 'loss', meaning: 'How surprised the model was by the token that really came.' },
  counted: { symbol: '|y|', label: 'counted tokens', meaning: 'Only tokens of the answer count, its end included.' },
  answers: {
    symbol: 'y_k',
    label: 'answers',
    meaning:
      'K answers to one prompt x: most are the policy’s, one of them at a higher temperature, one the prompted base’s.',
  },
  ranking: {
    symbol: '≻',
    label: 'is ranked above',
    meaning: 'One labeler puts them in order, best first; another might have ordered them otherwise.',
  },
  better: { symbol: 'r_w', label: 'preferred', meaning: 'Score of the answer that the labeler ranked higher.' },
  worse: { symbol: 'r_l', label: 'other', meaning: 'Score of the answer that the labeler ranked lower.' },
  preference: {
    symbol: 'σ',
    label: 'preference',
    meaning: 'The probability that the reward model gives to the labeler’s choice: σ(0) = ½, more for a larger margin.',
  },
  pairCount: { symbol: 'K over 2', label: 'pairs', meaning: 'Each prompt weighs the same, however many pairs it has.' },
  klCoef: { symbol: 'β', label: 'KL penalty', meaning: 'What one nat of KL costs.' },
  kl: {
    symbol: 'log π/π_ref',
    label: 'log-ratio',
    meaning:
      'Above 0: the policy finds the words more likely than the fine-tuned model, frozen, does; below 0: less likely. Its mean over the policy’s own answers is the KL.',
  },
  score: {
    symbol: 'r_φ',
    label: 'score',
    meaning: 'The reward model’s number for the whole answer (the papers’ proxy reward); the last token gets it.',
  },
  rewards: {
    symbol: 'r_t',
    label: 'reward',
    meaning: 'What the token earns: less its KL penalty, and at the end the score.',
  },
  gamma: { symbol: 'γ', label: 'discount', meaning: 'What a reward one token later is worth now.' },
  lambda: {
    symbol: 'λ',
    label: 'advantage smoothing',
    meaning: 'How far ahead surprises count for a token: 0 its own alone, 1 all that follow.',
  },
  values: {
    symbol: 'V_t',
    label: 'value',
    meaning: 'What the value network expects, before this token, that the rest of the answer will earn.',
  },
  deltas: {
    symbol: 'δ_t',
    label: 'surprise',
    meaning:
      'What the token earned, and how the value moved with it: the rest may now be expected to earn more, or less.',
  },
  advantages: {
    symbol: 'Â_t',
    label: 'advantage',
    meaning:
      'How much better than expected the token was; in the loss it is whitened: scaled to mean 0 and variance 1.',
  },
  ratio: {
    symbol: 'ρ_t',
    label: 'ratio',
    meaning: 'Probability of the token now, divided by that when it was written.',
  },
  clipRange: {
    symbol: 'ε',
    label: 'clip range',
    meaning: 'Beyond 1 ± ε a token that has moved the right way gains nothing more.',
  },
  objective: { symbol: 'min', label: 'objective', meaning: 'The smaller of the free and the clipped product.' },
  newValues: { symbol: 'V_t', label: 'value now', meaning: 'What the value network says after this update.' },
  returns: { symbol: 'R_t', label: 'return', meaning: 'What it should have said: advantage and old value together.' },
  ptx: {
    symbol: 'γ_ptx',
    label: 'pretraining gradient',
    meaning: 'The same step also learns to go on reading the corpus, so that language is not forgotten.',
  },
} as const satisfies Record<TermKey, TermText>;
