/** Micro-steps as a run's file may have them, for tests of what the reader refuses and what can be drawn. */
export type Loose = Readonly<Record<string, unknown>>;

const TABLE = { tokens: ['‹prompt›', 'hello', 'end'], responseStart: 1, columns: { logprobs: [null, -1, -2] } };
const EMPTY = { tokens: [], responseStart: 0, columns: {} };
const answer = (rank: number) => ({ text: 'the owl is grey .', from: 'policy', rank, score: rank });
const EPISODE = { prompt: 'hello', response: 'hello', ended: true, score: 1, gold: 1 };
const COULD = { token: 'a', probability: 1, rank: 1, chosen: true };
const DRAWN = { ...COULD, refProbability: 1, noise: 0.5 };

/** One good micro-step of each kind. */
export const GOOD = {
  texts: { stage: 'pretrain', kind: 'batch', texts: ['a', 'b'] },
  pretrain: { stage: 'pretrain', kind: 'update', example: TABLE, candidates: [[], [COULD], [COULD]] },
  pairs: { stage: 'sft', kind: 'batch', pairs: [{ prompt: 'a', response: 'b' }] },
  sft: { stage: 'sft', kind: 'update', example: TABLE, candidates: [[], [COULD], [COULD]] },
  comparisons: {
    stage: 'rewardModel',
    kind: 'comparisons',
    prompt: 'a',
    ranking: [answer(1)],
    labeler: 1,
    collected: 1,
    of: 2,
  },
  ranked: {
    stage: 'rewardModel',
    kind: 'batch',
    prompt: 'a',
    ranking: [answer(1), answer(2)],
    compared: [{ better: 0, worse: 1 }],
    pairs: 1,
  },
  rewardModel: {
    stage: 'rewardModel',
    kind: 'update',
    prompt: 'a',
    ranking: [answer(1), answer(2)],
    compared: [{ better: 0, worse: 1 }],
    scoresBefore: [0, 1],
  },
  normalize: { stage: 'rewardModel', kind: 'normalize', mean: 1, demonstrationScores: [0, 2], sampleScores: [0, 1] },
  prompts: { stage: 'ppo', kind: 'prompts', prompts: ['a'] },
  rollout: { stage: 'ppo', kind: 'rollout', episodes: [EPISODE], example: TABLE, candidates: [[DRAWN], [DRAWN]] },
  score: { stage: 'ppo', kind: 'score', episodes: [EPISODE], example: TABLE, score: 1 },
  klPenalty: { stage: 'ppo', kind: 'klPenalty', example: TABLE, score: 1, klCoef: 0.2 },
  advantages: {
    ...{ stage: 'ppo', kind: 'advantages', example: TABLE, gamma: 1, lambda: 0.95 },
    whitening: { mean: -0.5, deviation: 2 },
  },
  update: {
    ...{
      stage: 'ppo',
      kind: 'update',
      example: TABLE,
      update: 1,
      of: 2,
      clipRange: 0.2,
      exampleAt: 0,
      ptxTexts: ['a'],
    },
    ...{ minibatch: { tokens: ['hello', 'end'], ratios: [1, 1.5], advantages: [-1, 1] }, numbers: { policyLoss: 1 } },
  },
  metrics: { stage: 'ppo', kind: 'metrics' },
} as const satisfies Record<string, Loose>;

/** What could not be drawn, and the words with which it is refused. */
export const REFUSED: readonly (readonly [what: string, step: Loose, sentence: string])[] = [
  [
    'a text without tokens',
    { ...GOOD.pretrain, example: EMPTY, candidates: [] },
    'step.example.tokens it should have at least one token, and has none',
  ],
  [
    'no tokens in the ledger',
    { ...GOOD.advantages, example: EMPTY },
    'line 3, step.example.tokens it should have at least one token, and has none',
  ],
  [
    'an answer that begins behind its text',
    { ...GOOD.klPenalty, example: { ...TABLE, responseStart: 3 } },
    'step.example.responseStart it should have a place before the end of its 3 tokens, and has 3',
  ],
  [
    'a row of the ledger that is too short',
    { ...GOOD.score, example: { ...TABLE, columns: { kl: [0] } } },
    'step.example.columns.kl it should have 3 entries, one for each token, and has 1 entry',
  ],
  [
    'candidates for some tokens alone',
    { ...GOOD.sft, candidates: [[COULD]] },
    'step.candidates it should have 3 entries, one for each token, and has 1 entry',
  ],
  [
    'candidates beyond the answer',
    { ...GOOD.rollout, candidates: [[], [], []] },
    'step.candidates it should have 2 entries, one for each token of the answer, and has 3 entries',
  ],
  [
    'a probability above 1',
    { ...GOOD.rollout, candidates: [[{ ...DRAWN, probability: 2 }], []] },
    'step.candidates.0.0.probability it should have a number from 0 to 1, and has 2',
  ],
  [
    'a pair with an answer that is not there',
    { ...GOOD.ranked, compared: [{ better: 0, worse: 2 }] },
    'step.compared.0 it should have two places among its 2 answers, the better first, and has 0 and 2',
  ],
  [
    'a pair of one answer',
    { ...GOOD.rewardModel, compared: [{ better: 1, worse: 1 }] },
    'the better first, and has 1 and 1',
  ],
  [
    'a score for some answers alone',
    { ...GOOD.rewardModel, scoresBefore: [1] },
    'step.scoresBefore it should have 2 entries, one for each answer, and has 1 entry',
  ],
  [
    'scores too far apart for a drawing',
    { ...GOOD.normalize, demonstrationScores: [1e308, -1e308] },
    'step.demonstrationScores.0 it should have a number from -1e+100 to 1e+100, and has 1e+308',
  ],
  [
    'a number beyond all numbers',
    { ...GOOD.score, score: Infinity },
    'step.score it should have a number from -1e+100 to 1e+100, and has Infinity',
  ],
  [
    'fewer ratios than tokens',
    { ...GOOD.update, minibatch: { tokens: ['a', 'b'], ratios: [1], advantages: [1, 1] } },
    'step.minibatch.ratios it should have 2 entries, one for each token, and has 1 entry',
  ],
  [
    'fewer advantages than tokens',
    { ...GOOD.update, minibatch: { tokens: ['a', 'b'], ratios: [1, 1], advantages: [] } },
    'step.minibatch.advantages it should have 2 entries, one for each token, and has 0 entries',
  ],
  [
    'an example outside its minibatch',
    { ...GOOD.update, exampleAt: 1 },
    'step.exampleAt it should have a place from which 2 tokens lie within the minibatch’s 2, and has 1',
  ],
  [
    'a deviation of 0',
    { ...GOOD.advantages, whitening: { mean: 1, deviation: 0 } },
    'step.whitening.deviation it should have a number from 0.0001 to 1e+100, and has 0',
  ],
  [
    'a clip range of 0',
    { ...GOOD.update, clipRange: 0 },
    'step.clipRange it should have a number from 0.01 to 10, and has 0',
  ],
  [
    'more than a page can hold',
    { ...GOOD.texts, texts: new Array(1001).fill('a') },
    'step.texts it should have at most 1000 entries, and has 1001 entries',
  ],
  [
    'more tokens than a page can hold',
    { ...GOOD.update, minibatch: { tokens: new Array(10_001).fill('a'), ratios: [], advantages: [] } },
    'step.minibatch.tokens it should have at most 10000 entries, and has 10001 entries',
  ],
  [
    'a text of a megabyte',
    { ...GOOD.texts, texts: ['a'.repeat(1e6)] },
    'step.texts.0 it should have a text of at most 20000 letters, and has "aaaa',
  ],
  ['no list', { ...GOOD.prompts, prompts: null }, 'step.prompts it should have Array, and has null'],
  [
    'a kind of another stage',
    { ...GOOD.texts, kind: 'rollout' },
    'step.kind it should have ("batch" | "update"), and has "rollout"',
  ],
];

/** What is odd, and yet can be drawn. */
export const ODD: readonly (readonly [what: string, step: Loose])[] = [
  ['no texts', { ...GOOD.texts, texts: [] }],
  ['a text of 20 000 letters', { ...GOOD.texts, texts: ['a'.repeat(20_000)] }],
  [
    'one token, which nothing foretells',
    { ...GOOD.pretrain, example: { tokens: ['a'], responseStart: 0, columns: { logprobs: [null] } }, candidates: [[]] },
  ],
  ['a text without a row', { ...GOOD.sft, example: { ...TABLE, columns: {} } }],
  ['no demonstrations', { ...GOOD.pairs, pairs: [] }],
  ['no candidates', { ...GOOD.sft, candidates: [[], [], []] }],
  ['no answers', { ...GOOD.comparisons, ranking: [] }],
  ['no pairs', { ...GOOD.ranked, compared: [], pairs: 0 }],
  ['no answers and no scores', { ...GOOD.rewardModel, ranking: [], compared: [], scoresBefore: [] }],
  ['answers without a score', { ...GOOD.ranked, ranking: [{ ...answer(1), score: null }, answer(2)] }],
  ['scores very far apart', { ...GOOD.rewardModel, scoresBefore: [1e100, -1e100] }],
  ['no scores', { ...GOOD.normalize, demonstrationScores: [], sampleScores: [] }],
  ['scores that are all the same', { ...GOOD.normalize, demonstrationScores: [1, 1], sampleScores: [] }],
  ['no prompts', { ...GOOD.prompts, prompts: [] }],
  ['no episodes', { ...GOOD.rollout, episodes: [] }],
  [
    'advantages of which an older page did not save how they were whitened',
    { stage: 'ppo', kind: 'advantages', example: TABLE, gamma: 1, lambda: 0.95 },
  ],
  ['a probability of 0', { ...GOOD.rollout, candidates: [[{ ...DRAWN, probability: 0 }], [DRAWN]] }],
  [
    'a ledger of one token',
    { ...GOOD.klPenalty, example: { tokens: ['a'], responseStart: 0, columns: { kl: [1e100] } } },
  ],
  [
    'a minibatch without tokens',
    { ...GOOD.update, minibatch: { tokens: [], ratios: [], advantages: [] }, exampleAt: null },
  ],
  [
    'ratios and advantages beyond all measure',
    { ...GOOD.update, minibatch: { tokens: ['a', 'b'], ratios: [1e100, -0], advantages: [-1e100, 1e100] } },
  ],
];
