/** English words inside one step: what is under the formula, the draw, the sums, the pairs, the networks. */
import type { NetworkName } from '../../../experiment/names';
import type { Named } from '../named';

const networks = {
  policy: { label: 'policy', meaning: 'The model that writes the answers and learns from them.' },
  reference: {
    label: 'reference',
    meaning: 'The fine-tuned model as it was; it only says how likely it finds each token.',
  },
  rewardModel: { label: 'reward model', meaning: 'Learned the labelers’ rankings; it reads whole answers.' },
  value: { label: 'value', meaning: 'Foretells at every token what the rest of the answer will earn.' },
} as const satisfies Record<NetworkName, Named>;

export const step = {
  terms: 'Terms of the formula',
  source: 'our code',
  sourceMissing: 'could not be loaded',
  sourceLines: (file: string, first: number, last: number, name: string) => `${file}, lines ${first}–${last}: ${name}`,
  moreSources: (n: number) => `and ${n} more`,

  rank: 'rank',
  noise: { label: 'noise g', meaning: 'Standard Gumbel noise from the seeded generator, one number for every word.' },
  race: {
    label: 'log π + g',
    meaning: 'The word with the largest sum of all 239 is drawn: so each wins as often as it is likely.',
  },
  probability: 'p',
  drawn: (token: string, rank: number, share: string) => `“${token}” won the draw: no. ${rank} by likelihood, ${share}`,
  came: (token: string, rank: number, share: string) =>
    `“${token}” is what comes; the model has it at no. ${rank} with ${share}`,
  others: (share: string) => `all other words ${share}`,

  mean: (sum: string, n: number, mean: string) => `mean over the tokens that count: ${sum} / ${n} = ${mean} nats`,

  unfold: 'unfold the sum',
  fold: 'fold the sum',
  weights: { label: '(γλ)ˡ', meaning: 'How much of a later surprise this token is credited with.' },
  shares: { label: '(γλ)ˡ δ', meaning: 'The part of each surprise that falls to this token; together they are Â.' },

  objective: 'The clipped objective of this minibatch',
  objectiveOf: { better: 'better than expected, Â > 0', worse: 'worse than expected, Â < 0' },
  objectiveAxis: 'objective ↑',
  ratioAxis: 'ratio ρ →',
  clippedRegion: 'clipped',
  dots: (n: number, clipped: number) => `${n} tokens after this update; ${clipped} clipped: pushed no further`,
  far: (n: number) => `hollow: ${n} farther out`,
  dot: (token: string, ratio: string, advantage: string, objective: string) =>
    `“${token}” ρ ${ratio}, Â ${advantage}, objective ${objective}`,
  chosenDot: (token: string) => `ring: “${token}”`,
  outside: 'this answer is in the other minibatches',
  ptx: 'read from the corpus besides',
  updateNumbers: 'measured before it moved the weights',

  pair: 'pair',
  pairs: 'pairs of this prompt',
  margin: { label: 'r_w − r_l', meaning: 'By how much the preferred answer leads.' },
  preference: { label: 'σ', meaning: 'The probability that the model gives to the labeler’s choice.' },
  pairLoss: { label: 'loss', meaning: '−log σ: surprise at the labeler’s choice.' },
  promptLoss: (sum: string, n: number, mean: string) => `this prompt’s loss: ${sum} / ${n} = ${mean}`,
  moves: 'Scores before and after the step',
  better: (rank: number) => `no. ${rank}`,

  networks: 'Who is at work',
  network: networks,
  frozen: 'frozen',
  learner: 'learns in updates',
  sharedTrunk: 'shares the policy’s trunk',
  work: {
    writes: 'writes',
    reads: 'reads, frozen',
    scores: 'scores, frozen',
    drifts: 'drifts',
    holds: 'holds back, frozen',
    guesses: 'guesses',
    learns: 'learns',
  },
};
