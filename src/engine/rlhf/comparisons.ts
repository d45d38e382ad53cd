/**
 * Step 2a of InstructGPT: several responses to each prompt, ranked by a labeler.
 *
 * Of K responses, K − 2 are samples of the current policy, one is a warmer sample and one an answer of the prompted base
 * model: rankings of the policy's samples alone teach the reward model too little about bad answers.
 */
import type { Settings } from '../../experiment/settings';
import type { Model } from '../lm/model';
import type { OwnRanking } from '../../protocol/label';
import { promptTokens } from '../../protocol/labelTokens';
import type { ResponseSource } from '../../protocol/microSteps';
import { hasPairs } from '../../protocol/rankingSplit';
import { type Rng, stageRng } from '../../rng';
import { judge, type Verdict } from '../../world/judge';
import { rank, type Labeler } from '../../world/labelers';
import { chatPrompt } from '../../world/promptFormats';
import type { Prompt } from '../../world/prompt';
import { samplePrompt } from '../../world/prompts';
import { decode } from '../../world/tokenizer';
import { inLevels, type Ranking } from './pairwiseLoss';
import { respond, responseOf, type Response } from './respond';
import type { Sequence } from './sequences';
const WARM_TEMPERATURE = 1.5;

/** Prompts answered at once; one shape for all batches. */
export const PROMPTS_AT_ONCE = 64;

/** One prompt with K responses and their ranking: what a reward model learns from. */
export interface RankedResponses extends Ranking {
  readonly prompt: { readonly text: string };
  readonly responses: readonly Response[];
  /** Absent where the responses stand in the order in which they are collected. */
  readonly sources?: readonly ResponseSource[];
}

/** Ranked by one of the world's labelers. */
export interface Comparison extends RankedResponses {
  readonly prompt: Prompt;
  readonly verdicts: readonly Verdict[];
  /** Index in the pool of labelers. */
  readonly labeler: number;
}

export interface ComparisonSources {
  readonly policy: Model;
  readonly base: Model;
  readonly labelers: readonly Labeler[];
}

export interface ComparisonSettings {
  readonly comparisonPrompts: number;
  readonly responsesPerPrompt: number;
  readonly wordings: number;
}

/** Pairs of responses with the same tokens. */
export function identicalPairs(responses: readonly Response[]): (readonly [number, number])[] {
  const texts = responses.map(({ tokens }) => tokens.join(' '));
  return texts.flatMap((text, i) => texts.flatMap((other, j) => (j > i && other === text ? [[i, j] as const] : [])));
}

/** The learner's ranking as the reward model reads it. Throws as `promptTokens` and `responseOf`. */
export function ownRanking({ prompt, responses, levels }: OwnRanking): RankedResponses {
  return {
    prompt: { text: decode(promptTokens(prompt)) },
    responses: responses.map(({ text }) => responseOf(text)),
    sources: responses.map(({ from }) => from),
    levels,
  };
}

/** The learner's rankings, each counting as `weight` simulated ones; those of ties alone say nothing and are left out. */
export function ownRankings(rankings: readonly OwnRanking[], weight: number): RankedResponses[] {
  return rankings.filter(hasPairs).map((ranking) => ({ ...ownRanking(ranking), weight }));
}

/** The model and temperature that the i-th response was drawn with. */
export function sourceOf(
  { responses, sources }: Pick<RankedResponses, 'responses' | 'sources'>,
  i: number,
): ResponseSource {
  if (sources) return sources[i];
  return i === responses.length - 1 ? 'fewShotBase' : i === responses.length - 2 ? 'policyWarm' : 'policy';
}

/** The rows that the reward model reads: each response after its prompt as chat. */
export function comparisonSequences({ prompt, responses }: RankedResponses): Sequence[] {
  return responses.map(({ tokens }) => ({ prompt: chatPrompt(prompt.text), response: tokens }));
}

/** The rows of prompts with different numbers of responses: those with fewer repeat their first, so that all are as wide. */
export function evenSequences(comparisons: readonly RankedResponses[]): {
  readonly rows: Sequence[];
  readonly width: number;
} {
  const width = Math.max(...comparisons.map(({ responses }) => responses.length));
  const rows = comparisons.flatMap((comparison) => {
    const own = comparisonSequences(comparison);
    return [...own, ...Array.from({ length: width - own.length }, () => own[0])];
  });
  return { rows, width };
}

function compare(prompt: Prompt, responses: readonly Response[], labelers: readonly Labeler[], rng: Rng): Comparison {
  const verdicts = responses.map(({ text, ended }) => judge(prompt, text, ended));
  const labeler = rng.int(labelers.length);
  const levels = inLevels(rank(labelers[labeler], verdicts, rng));
  return { prompt, responses, verdicts, labeler, levels, identical: identicalPairs(responses) };
}

/** K responses to each prompt: for each of the K, one column of responses to all prompts. */
export async function collectResponses(
  { policy, base }: Pick<ComparisonSources, 'policy' | 'base'>,
  prompts: readonly Prompt[],
  responsesPerPrompt: number,
  rng: Rng,
): Promise<Response[][]> {
  const texts = prompts.map(({ text }) => text);
  const columns: Response[][] = [];
  for (let k = 0; k < responsesPerPrompt - 2; k++) columns.push(await respond(policy, texts, 'chat', 1, rng));
  columns.push(await respond(policy, texts, 'chat', WARM_TEMPERATURE, rng));
  columns.push(await respond(base, texts, 'fewShot', 1, rng));
  return columns;
}

/** Collects comparisons after `done` of them, in whole batches, and yields them batch by batch. */
export async function* collectComparisons(
  { policy, base, labelers }: ComparisonSources,
  { comparisonPrompts, responsesPerPrompt, wordings }: ComparisonSettings,
  rng: Rng,
  done = 0,
): AsyncGenerator<readonly Comparison[]> {
  const atOnce = Math.min(PROMPTS_AT_ONCE, comparisonPrompts);
  for (let collected = done; collected < comparisonPrompts; collected += atOnce) {
    const prompts = Array.from({ length: atOnce }, () => samplePrompt(rng, 'train', wordings));
    const columns = await collectResponses({ policy, base }, prompts, responsesPerPrompt, rng);
    const wanted = prompts.slice(0, comparisonPrompts - collected);
    yield wanted.map((prompt, i) =>
      compare(
        prompt,
        columns.map((column) => column[i]),
        labelers,
        rng,
      ),
    );
  }
}

export interface ComparisonStep {
  readonly kind: 'comparisons';
  readonly batch: readonly Comparison[];
  readonly collected: number;
  readonly of: number;
}

/** Collects one round's comparisons; `comparisons` grows by what is collected, from what there is already. */
export async function* comparisonStage(
  sources: ComparisonSources,
  settings: () => Settings,
  comparisons: Comparison[],
  round = 1,
  rng = stageRng(settings().seed, 'comparisons', round),
): AsyncGenerator<ComparisonStep> {
  const of = settings().comparisonPrompts;
  for await (const batch of collectComparisons(sources, settings(), rng, comparisons.length)) {
    comparisons.push(...batch);
    yield { kind: 'comparisons', batch, collected: comparisons.length, of };
  }
}
