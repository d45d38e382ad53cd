/**
 * The learner as one more labeler: prompts to rank, the rankings as the reward model reads them, and how they stand
 * beside the world's labelers (InstructGPT §3.4: labelers agreed on 72.6 ± 1.5 % of the pairs).
 */
import type { Measured } from '../../../protocol/evaluate';
import type { LabelAgreement, LabelTask, OwnLabel } from '../../../protocol/label';
import { promptTokens } from '../../../protocol/labelTokens';
import type { Model } from '../../lm/model';
import type { Command } from '../../../protocol/protocol';
import { collectResponses, sourceOf, type RankedResponses } from '../../rlhf/comparisons';
import { estimate, type Observation } from '../../../estimates';
import { rankedPairs } from '../../rlhf/pairwiseLoss';
import { stageRng } from '../../rlhf/trainingSettings';
import type { Response } from '../../rlhf/respond';
import type { Rng } from '../../../rng';
import { judge, type Verdict } from '../../../world/judge';
import { agreement, type VerdictPair } from '../../../world/labelerFigures';
import { preferenceProbability, type Labeler } from '../../../world/labelers';
import type { Prompt } from '../../../world/prompt';
import { readPrompt, samplePrompt } from '../../../world/prompts';
import { decode, encode, splitWords } from '../../../world/tokenizer';
import { EOT, MAX_RESPONSE } from '../../../world/vocabulary';
import { measured } from '../stages/evaluateRun';

/** How often a prompt is drawn anew because it was ranked before, or because its responses are all alike. */
const DRAWS = 20;

/** A text as a model would have written it: one that is shorter than the longest has ended. */
export function responseOf(text: string): Response {
  const tokens = encode(text);
  const ended = tokens.length < MAX_RESPONSE;
  return { tokens: ended ? [...tokens, EOT] : tokens, text: splitWords(text).join(' '), ended };
}

function pairsWithin(level: readonly number[]): (readonly [number, number])[] {
  return level.flatMap((a, i) => level.slice(i + 1).map((b) => [a, b] as const));
}

/** A ranking of the learner's as the reward model reads it, ties without their pairs; one that it can learn from. */
export function ownComparison({ prompt, responses, levels }: OwnLabel): RankedResponses {
  return {
    prompt: { text: decode(promptTokens(prompt)) },
    responses: responses.map(({ text }) => responseOf(text)),
    sources: responses.map(({ from }) => from),
    ranking: levels.flat(),
    ties: levels.flatMap(pairsWithin),
  };
}

/** Each counts as `weight` of the simulated; a ranking of ties alone says nothing and is left out. */
export function ownComparisons(labels: readonly OwnLabel[], weight: number): RankedResponses[] {
  const comparisons = labels.map((label) => ({ ...ownComparison(label), weight }));
  return comparisons.filter((comparison) => rankedPairs(comparison).length > 0);
}

/** A prompt of the mix that is none of those to avoid, as far as a few draws find one. */
function drawPrompt(avoid: ReadonlySet<string>, wordings: number, rng: Rng): Prompt {
  let prompt = samplePrompt(rng, 'train', wordings);
  for (let i = 1; i < DRAWS && avoid.has(prompt.text); i++) prompt = samplePrompt(rng, 'train', wordings);
  return prompt;
}

/** How far the judge has the responses apart. */
function spreadOf(prompt: Prompt, responses: readonly Response[]): number {
  const golds = responses.map(({ text, ended }) => judge(prompt, text, ended).gold);
  return Math.max(...golds) - Math.min(...golds);
}

/**
 * Prompts to rank, with the responses that the reward model's comparisons hold; identical ones stand there once. Those
 * with the most to tell apart come first.
 */
export async function drawTasks(
  models: { readonly policy: Model; readonly base: Model },
  { from, count, responses, avoid }: Extract<Command, { type: 'labelTasks' }>,
  { seed, wordings }: { readonly seed: number; readonly wordings: number },
): Promise<LabelTask[]> {
  const rng = stageRng(seed, `label desk ${from}`);
  const known = new Set(avoid);
  const tasks: (Omit<LabelTask, 'id'> & { readonly spread: number })[] = [];
  for (let draw = 0; draw < DRAWS && tasks.length < count; draw++) {
    const prompts = Array.from({ length: count }, () => {
      const prompt = drawPrompt(known, wordings, rng);
      known.add(prompt.text);
      return prompt;
    });
    const columns = await collectResponses(models, prompts, responses, rng);
    for (const [i, prompt] of prompts.entries()) {
      const drawn = columns.map((column) => column[i]);
      const different = differentResponses(prompt, drawn);
      if (different.length < 2 || tasks.length === count) continue;
      const task = { prompt: prompt.text, responses: rng.shuffle(different), drawn: drawn.length };
      tasks.push({ ...task, spread: spreadOf(prompt, drawn) });
    }
  }
  const ordered = tasks.sort((a, b) => b.spread - a.spread);
  return ordered.map(({ spread: _, ...task }, i) => ({ id: from + i, ...task }));
}

function differentResponses(prompt: Prompt, responses: readonly Response[]): LabelTask['responses'] {
  const comparison = { prompt, responses, ranking: [], ties: [] };
  return responses
    .map(({ text }, i) => ({ text, from: sourceOf(comparison, i) }))
    .filter(({ text }, i, all) => all.findIndex((other) => other.text === text) === i);
}

/** One prompt alone tells no error. */
export function measuredOver(observations: readonly Observation[]): Measured | null {
  const { mean, error, prompts } = estimate(observations);
  return measured({ mean, error: prompts > 1 ? error : NaN, prompts });
}

interface JudgedLabel {
  readonly id: string;
  readonly prompt: string;
  readonly verdicts: readonly Verdict[];
  /** Better first. */
  readonly pairs: readonly VerdictPair[];
}

function judgeLabel({ id, prompt, responses, levels }: OwnLabel): JudgedLabel | null {
  const readable = readPrompt(prompt);
  if (!readable) return null;
  const verdicts = responses.map(({ text }) => {
    const { text: words, ended } = responseOf(text);
    return judge(readable, words, ended);
  });
  const pairs = rankedPairs({ ranking: levels.flat(), ties: levels.flatMap(pairsWithin) });
  return {
    id,
    prompt,
    verdicts,
    pairs: pairs.map(([better, worse]) => [verdicts[better], verdicts[worse]] as const),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How the learner's pairs stand beside the labelers and the gold judge. A labeler's share is an expectation, with the
 * labeler's own noise in it, as the agreement of two labelers is: mean of P(better before worse). Errors are clustered by
 * prompt.
 */
export function labelAgreement(
  labels: readonly OwnLabel[],
  labelers: readonly Labeler[],
): Omit<LabelAgreement, 'leftOut'> {
  const judged = labels.map(judgeLabel).filter((label) => label !== null);
  const pairs = judged.flatMap((label) => label.pairs);
  const shares = labelers.map((labeler) => mean(pairs.map(([a, b]) => preferenceProbability(labeler, a, b))));
  const over = (of: (pair: VerdictPair) => Pick<Observation, 'of' | 'over'>) =>
    measuredOver(judged.flatMap((label) => label.pairs.map((pair) => ({ prompt: label.prompt, ...of(pair) }))));
  const middle = mean(shares);
  return {
    prompts: new Set(judged.map(({ prompt }) => prompt)).size,
    pairs: pairs.length,
    labelers: pairs.length === 0 ? [] : shares,
    mean: over(([a, b]) => ({ of: mean(labelers.map((each) => preferenceProbability(each, a, b))), over: 1 })),
    spread: pairs.length === 0 ? 0 : Math.sqrt(mean(shares.map((share) => (share - middle) ** 2))),
    among: pairs.length === 0 ? null : agreement(labelers, pairs),
    gold: over(([a, b]) => ({ of: a.gold > b.gold ? 1 : 0, over: a.gold === b.gold ? 0 : 1 })),
    goldPairs: pairs.filter(([a, b]) => a.gold !== b.gold).length,
    unread: labels.length - judged.length,
    golds: Object.fromEntries(judged.map(({ id, verdicts }) => [id, verdicts.map(({ gold }) => gold)])),
  };
}
