/** English words inside one step: what is under the formula, the draw, the sums, the pairs, the networks. */
import type { NetworkName } from '../../../experiment/names';
import type { Named } from '../named';

const networks = {
  policy: { label: 'policy', meaning: 'The model that PPO trains: it writes the answers and learns from them.' },
  reference: {
    label: 'fine-tuned',
    meaning:
      'The fine-tuned model as it was (the papers’ reference, π_ref): it only says how likely it finds each token.',
  },
  rewardModel: {
    label: 'reward model',
    meaning: 'It learned from the labelers’ rankings; it reads whole answers and gives each a score.',
  },
  value: { label: 'value network', meaning: 'It predicts at every token what the rest of the answer will earn.' },
} as const satisfies Record<NetworkName, Named>;

export const step = {
  terms: 'Terms of the formula',
  source: 'our code',
  sourceMissing: 'could not be loaded',
  sourceLines: (file: string, first: number, last: number, name: string) => `${file}, lines ${first}–${last}: ${name}`,
  moreSources: (n: number) => `and ${n} more`,

  rank: 'rank',
  noise: { label: 'noise g', meaning: 'Gumbel noise, a random number for every word.' },
  race: {
    label: 'log π + g',
    meaning: 'The word with the largest sum of all 239 is drawn: so each is drawn as often as it is likely.',
  },
  probability: 'p',
  gumbel:
    'How the die is rolled: noise g is added to every log-probability, and the largest sum wins. That draws each word exactly as often as it is likely.',
  gumbelSource: 'Gumbel-max: Maddison et al. 2014',
  soFar: {
    label: 'so far',
    meaning: 'The text up to the token that is chosen in the ledger; the line marks its place.',
  },
  nextToken: '▁',
  drawn: (token: string, rank: number, share: string) => `“${token}” was drawn: no. ${rank} by probability, ${share}`,
  came: (token: string, rank: number, share: string) =>
    `“${token}” is what comes; the model has it at no. ${rank} with ${share}`,
  others: (share: string) => `all other words ${share}`,

  mean: (sum: string, n: number, mean: string) => `mean over the tokens that count: ${sum} / ${n} = ${mean} nats`,

  /** Inside a formula. */
  whitening: { mean: 'mean', deviation: 'deviation' },

  unfold: 'unfold the sum',
  fold: 'fold the sum',
  weights: { label: '(γλ)ˡ', meaning: 'How much of a later surprise δ counts for this token.' },
  shares: {
    label: '(γλ)ˡ δ',
    meaning: 'The part of each surprise δ that counts for this token; together they are Â.',
  },

  objective: 'The clipped objective of this minibatch',
  objectiveOf: {
    better: 'better than expected, Â\u00a0>\u00a00',
    worse: 'worse than expected, Â\u00a0<\u00a00',
  },
  objectiveAxis: 'objective\u00a0↑',
  /** The advantage for which a panel's line is drawn. */
  line: (advantage: string, ringed: boolean) => `the line: for Â = ${advantage}${ringed ? ', that of the ring' : ''}`,
  ratioAxis: 'ratio ρ →',
  clippedRegion: 'clipped',
  dots: (n: number, clipped: number) =>
    `${n} tokens after this update, each with its own Â; ${clipped} clipped: pushed no further`,
  far: (n: number) => `hollow: ${n} farther out`,
  dot: (token: string, ratio: string, advantage: string, objective: string) =>
    `“${token}” ρ ${ratio}, Â ${advantage}, objective ${objective}`,
  chosenDot: (token: string) => `ring: “${token}”`,
  outside: 'this answer is in the other minibatches',
  ptx: 'also read from the corpus',
  updateNumbers: 'measured before it moved the weights',

  pair: 'pair',
  pairs: 'pairs of this prompt',
  margin: { label: 'r_w − r_l', meaning: 'The margin: by how much the preferred answer’s score is above the other’s.' },
  preference: { label: 'σ', meaning: 'The probability that the model gives to the labeler’s choice.' },
  pairLoss: { label: 'loss', meaning: '−log σ: how surprised the model is by the labeler’s choice.' },
  promptLoss: (sum: string, n: number, mean: string) => `this prompt’s loss: ${sum} / ${n} = ${mean}`,
  moves: 'Scores before and after the step',
  better: (rank: number) => `no. ${rank}`,

  networks: 'Who is at work',
  network: networks,
  frozen: 'frozen',
  learner: 'learns later',
  sharedTrunk: 'shares the policy’s trunk',
  work: {
    writes: 'writes',
    reads: 'reads, frozen',
    scores: 'scores, frozen',
    pays: 'pays',
    holds: 'holds back, frozen',
    predicts: 'predicts',
    learns: 'learns',
  },
};
