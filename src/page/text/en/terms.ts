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
    meaning: 'All the text of the world that is there to read: its facts, its myths and its stories, in running text.',
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
    meaning: 'What the model that learns thought of the token: 0 is certain, far below 0 is a surprise.',
  },
  refLogprobs: {
    symbol: 'log π_ref',
    label: 'reference',
    meaning: 'What the frozen fine-tuned model thinks of the same token.',
  },
  tokenLoss: { symbol: '−log p', label: 'loss', meaning: 'Surprise at the token that really came.' },
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
    meaning: 'One labeler puts them in order, best first; another might have put them otherwise.',
  },
  better: { symbol: 'r_w', label: 'preferred', meaning: 'Score of the answer that the labeler ranked higher.' },
  worse: { symbol: 'r_l', label: 'other', meaning: 'Score of the answer that the labeler ranked lower.' },
  preference: {
    symbol: 'σ',
    label: 'preference',
    meaning: 'The probability that the reward model gives to the labeler’s choice: σ(0) = ½, more for a larger lead.',
  },
  pairCount: { symbol: 'K over 2', label: 'pairs', meaning: 'Each prompt weighs the same, however many pairs it has.' },
  klCoef: { symbol: 'β', label: 'price of drift', meaning: 'What one nat of drift costs.' },
  kl: {
    symbol: 'log π/π_ref',
    label: 'drift',
    meaning:
      'How much likelier the policy makes the words than the reference does. Its mean over the policy’s own answers is the KL divergence.',
  },
  score: {
    symbol: 'r_φ',
    label: 'score',
    meaning: 'What the reward model says of the whole answer; it falls on the last token.',
  },
  rewards: { symbol: 'r_t', label: 'reward', meaning: 'What the token earns: its penalty, and at the end the score.' },
  gamma: { symbol: 'γ', label: 'discount', meaning: 'What a reward one token later is worth now.' },
  lambda: {
    symbol: 'λ',
    label: 'reach',
    meaning: 'How far ahead surprises are credited to a token: 0 its own alone, 1 all that follow.',
  },
  values: { symbol: 'V_t', label: 'value', meaning: 'What the value network expected of the rest before this token.' },
  deltas: {
    symbol: 'δ_t',
    label: 'surprise',
    meaning: 'What the token earned, and how the expectation moved with it.',
  },
  advantages: {
    symbol: 'Â_t',
    label: 'advantage',
    meaning: 'How much better than expected; in the loss it is whitened over the iteration.',
  },
  ratio: { symbol: 'ρ_t', label: 'ratio', meaning: 'How likely the token is now, against when it was written.' },
  clipRange: {
    symbol: 'ε',
    label: 'clip range',
    meaning: 'Beyond 1 ± ε a token that has been moved the right way gains nothing more.',
  },
  objective: { symbol: 'min', label: 'objective', meaning: 'The more cautious of the free and the clipped product.' },
  newValues: { symbol: 'V_t', label: 'value now', meaning: 'What the value network says after this update.' },
  returns: { symbol: 'R_t', label: 'return', meaning: 'What it should have said: advantage and old value together.' },
  ptx: {
    symbol: 'γ_ptx',
    label: 'pretraining',
    meaning: 'The same step also learns to go on reading the corpus, so that language is not forgotten.',
  },
} as const satisfies Record<TermKey, TermText>;
