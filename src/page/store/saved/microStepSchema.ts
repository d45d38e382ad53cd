/**
 * What a micro-step of a saved run must look like before its stage draws it: the shape of its data, and what the drawing
 * takes for granted beyond the shape.
 */
import * as v from 'valibot';
import { KNOBS } from '../../../experiment/knobs';
import type { NumberKnob } from '../../../experiment/knobs/knob';
import { LEDGER_COLUMNS, RESPONSE_SOURCES, type LedgerColumn } from '../../../protocol/microSteps';
import { LARGEST } from '../run/series';
import { text } from '../../text/text';
import { asMany, between, count, fitting, letters, list, number, orNull, type Misfit } from './checks';
import { metrics } from './metricsSchema';

const words = text.runs.file;
const { token: eachToken, responseToken, answer: eachAnswer } = words.parts;

const inKnobsRange = ({ min, max }: NumberKnob) => between(min, max);

const table = fitting(
  v.looseObject({
    tokens: list(letters),
    responseStart: count,
    columns: v.record(v.picklist(LEDGER_COLUMNS), list(orNull)),
  }),
  ({ tokens: { length }, responseStart, columns }) => {
    if (length === 0) return { field: 'tokens', expected: words.oneToken, received: words.none };
    if (responseStart >= length) {
      return { field: 'responseStart', expected: words.before(length), received: String(responseStart) };
    }
    const named = Object.entries(columns) as [LedgerColumn, readonly (number | null)[]][];
    return named.flatMap(([name, column]) => asMany(`columns.${name}`, column, length, eachToken) ?? [])[0];
  },
);
/** The largest batch has 256 rows. */
const MOST_ROWS = 1000;
const episode = v.looseObject({
  prompt: letters,
  response: letters,
  ended: v.boolean(),
  score: orNull,
  gold: orNull,
});
export const episodes = list(episode, MOST_ROWS);
const ranking = list(
  v.looseObject({
    text: letters,
    from: v.picklist(RESPONSE_SOURCES),
    rank: number,
    score: orNull,
  }),
  MOST_ROWS,
);
const compared = list(v.looseObject({ better: count, worse: count }));
const share = between(0, 1);
const candidate = { token: letters, probability: share, rank: count, chosen: v.boolean() };
const candidates = list(list(v.looseObject(candidate)));
const drawn = list(list(v.looseObject({ ...candidate, refProbability: share, noise: number })));
const minibatch = fitting(
  v.looseObject({ tokens: list(letters), ratios: list(number), advantages: list(number) }),
  ({ tokens: { length }, ratios, advantages }) =>
    asMany('ratios', ratios, length, eachToken) ?? asMany('advantages', advantages, length, eachToken),
);

type Table = v.InferOutput<typeof table>;
type Ranking = v.InferOutput<typeof ranking>;

interface Foretold {
  readonly example: Table;
  readonly candidates: readonly unknown[];
}

/** Every token has candidates, if only none. */
function eachHasCandidates({ example, candidates }: Foretold): Misfit | undefined {
  return asMany('candidates', candidates, example.tokens.length, eachToken);
}

function responseLength({ tokens, responseStart }: Table): number {
  return tokens.length - responseStart;
}

const ofUpdate = { kind: v.literal('update'), example: table };
const pretrain = { stage: v.literal('pretrain') };
const pretrainSteps = [
  v.looseObject({ ...pretrain, kind: v.literal('batch'), texts: list(letters, MOST_ROWS) }),
  fitting(v.looseObject({ ...pretrain, ...ofUpdate, candidates }), eachHasCandidates),
] as const;

const sft = { stage: v.literal('sft') };
const pairs = list(v.looseObject({ prompt: letters, response: letters }), MOST_ROWS);
const sftSteps = [
  v.looseObject({ ...sft, kind: v.literal('batch'), pairs }),
  fitting(v.looseObject({ ...sft, ...ofUpdate, candidates }), eachHasCandidates),
] as const;

interface Compared {
  readonly ranking: Ranking;
  readonly compared: v.InferOutput<typeof compared>;
}

/** A pair of answers that are not there, or of which the better is not the better. */
function strangePair({ ranking: { length }, compared }: Compared): Misfit | undefined {
  const at = compared.findIndex(({ better, worse }) => better >= worse || worse >= length);
  if (at === -1) return undefined;
  const { better, worse } = compared[at];
  return { field: `compared.${at}`, expected: words.pairOf(length), received: words.pair(better, worse) };
}

const rewardModel = { stage: v.literal('rewardModel') };
const ranked = { ...rewardModel, prompt: letters, ranking };
const rewardModelSteps = [
  v.looseObject({ ...ranked, kind: v.literal('comparisons'), labeler: count, collected: count, of: count }),
  fitting(v.looseObject({ ...ranked, kind: v.literal('batch'), compared, pairs: count }), strangePair),
  fitting(
    v.looseObject({ ...ranked, kind: v.literal('update'), compared, scoresBefore: list(number) }),
    (step) => asMany('scoresBefore', step.scoresBefore, step.ranking.length, eachAnswer) ?? strangePair(step),
  ),
  v.looseObject({
    ...rewardModel,
    kind: v.literal('normalize'),
    mean: number,
    demonstrationScores: list(number),
    sampleScores: list(number),
  }),
] as const;

/** Whitening adds 1e-8 to the variance. */
const LEAST_DEVIATION = 1e-4;

const { klCoef, gamma, lambda, clipRange } = KNOBS;
const ppo = { stage: v.literal('ppo') };
const ofExample = { ...ppo, example: table };
const ppoSteps = [
  v.looseObject({ ...ppo, kind: v.literal('prompts'), prompts: list(letters, MOST_ROWS) }),
  fitting(
    v.looseObject({ ...ofExample, kind: v.literal('rollout'), episodes, candidates: drawn }),
    ({ example, candidates }) => asMany('candidates', candidates, responseLength(example), responseToken),
  ),
  v.looseObject({ ...ofExample, kind: v.literal('score'), episodes, score: number }),
  v.looseObject({ ...ofExample, kind: v.literal('klPenalty'), score: number, klCoef: inKnobsRange(klCoef) }),
  v.looseObject({
    ...ofExample,
    kind: v.literal('advantages'),
    gamma: inKnobsRange(gamma),
    lambda: inKnobsRange(lambda),
    whitening: v.exactOptional(v.looseObject({ mean: number, deviation: between(LEAST_DEVIATION, LARGEST) })),
  }),
  fitting(
    v.looseObject({
      ...ofExample,
      kind: v.literal('update'),
      update: count,
      of: count,
      clipRange: inKnobsRange(clipRange),
      minibatch,
      exampleAt: v.nullable(count),
      numbers: metrics,
      ptxTexts: list(letters, MOST_ROWS),
    }),
    ({ example, exampleAt, minibatch: { tokens } }) => {
      const length = responseLength(example);
      if (exampleAt === null || exampleAt + length <= tokens.length) return undefined;
      return { field: 'exampleAt', expected: words.within(length, tokens.length), received: String(exampleAt) };
    },
  ),
  v.looseObject({ ...ppo, kind: v.literal('metrics'), episodes: v.exactOptional(episodes) }),
] as const;

export const microStep = v.variant('stage', [
  v.variant('kind', pretrainSteps),
  v.variant('kind', sftSteps),
  v.variant('kind', rewardModelSteps),
  v.variant('kind', ppoSteps),
]);
