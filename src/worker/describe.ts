/** Micro-steps of training as the page shows them: words instead of ids, one example instead of a batch. */
import * as tf from '@tensorflow/tfjs-core';
import type { Model } from '../lm/model';
import { readAll } from '../lm/read';
import type { Candidate, Episode, LedgerColumn, MicroStep, RankedResponse, TokenTable } from '../protocol';
import { comparisonSequences, type Comparison } from '../rlhf/comparisons';
import type { ComparisonStep, RewardModelStageStep } from '../rlhf/pipeline';
import type { PpoMicroStep, PpoSettings } from '../rlhf/ppo';
import { windowsAt, type PretrainStep } from '../rlhf/pretrain';
import { scoreSequences } from '../rlhf/rewardModel';
import type { Rollout } from '../rlhf/rollout';
import { sequenceBatch } from '../rlhf/sequences';
import { demonstrationSequence, type SftStep } from '../rlhf/sft';
import { judge } from '../world/judge';
import { decode } from '../world/tokenizer';
import { VOCABULARY } from '../world/vocabulary';

const SHOWN = 6;
const CANDIDATES = 5;

type Columns = Partial<Record<LedgerColumn, (number | null)[]>>;

function words(ids: Iterable<number>): string[] {
  return Array.from(ids, (id) => VOCABULARY[id] ?? '');
}

/** Log-probabilities of every target of one small batch, nats. [B·T] */
async function logprobsOf(model: Model, batch: Parameters<Model['forward']>[0]): Promise<Float32Array> {
  return (await readAll({ logprobs: tf.tidy(() => model.forward(batch, ['logprobs']).logprobs) })).logprobs;
}

export async function describePretrain(step: PretrainStep, model: Model): Promise<MicroStep> {
  const { batch } = step;
  const row = (i: number) => batch.inputs.subarray(i * batch.time, (i + 1) * batch.time);
  if (step.kind === 'batch') {
    return {
      stage: 'pretrain',
      kind: 'batch',
      texts: Array.from({ length: Math.min(SHOWN, batch.batch) }, (_, i) => decode(row(i))),
    };
  }
  const ids = [...row(0), batch.targets[batch.time - 1] ?? 0];
  const logprobs = await logprobsOf(model, windowsAt(Uint16Array.from(ids), [0], batch.time));
  const example = { tokens: words(ids), responseStart: 0, columns: { logprobs: [null, ...logprobs] } };
  return { stage: 'pretrain', kind: 'update', example };
}

export async function describeSft(step: SftStep, model: Model): Promise<MicroStep> {
  const [first] = step.demonstrations;
  if (step.kind === 'batch' || !first) {
    const pairs = step.demonstrations
      .slice(0, SHOWN)
      .map(({ prompt, response }) => ({ prompt: prompt.text, response }));
    return { stage: 'sft', kind: 'batch', pairs };
  }
  const sequence = demonstrationSequence(first);
  const logprobs = await logprobsOf(model, sequenceBatch([sequence]));
  const tokens = [...sequence.prompt, ...sequence.response];
  const counted = tokens.map((_, i) => (i >= sequence.prompt.length ? 1 : 0));
  const columns: Columns = { logprobs: tokens.map((_, i) => (i === 0 ? null : (logprobs[i - 1] ?? null))), counted };
  return {
    stage: 'sft',
    kind: 'update',
    example: { tokens: words(tokens), responseStart: sequence.prompt.length, columns },
  };
}

function rankedResponses({ ranking, responses }: Comparison, scores: Float32Array | null): RankedResponse[] {
  return responses
    .map(({ text }, i): RankedResponse => {
      const from = i === responses.length - 1 ? 'fewShotBase' : i === responses.length - 2 ? 'policyWarm' : 'policy';
      return { text, from, rank: ranking.indexOf(i) + 1, score: scores?.[i] ?? null };
    })
    .sort((a, b) => a.rank - b.rank);
}

export async function describeRewardModel(
  step: ComparisonStep | RewardModelStageStep,
  model: Model,
  sampleScores: () => Promise<Float32Array>,
): Promise<MicroStep> {
  const stage = 'rewardModel';
  switch (step.kind) {
    case 'comparisons': {
      const [first] = step.batch;
      if (!first) throw new Error('A batch of comparisons needs at least one prompt, got none.');
      const { prompt, labeler } = first;
      const ranking = rankedResponses(first, null);
      return {
        stage,
        kind: 'comparisons',
        prompt: prompt.text,
        labeler: labeler + 1,
        ranking,
        collected: step.collected,
        of: step.of,
      };
    }
    case 'batch':
    case 'update': {
      const [first] = step.comparisons;
      if (!first) throw new Error('A batch of comparisons needs at least one prompt, got none.');
      const scores = await scoreSequences(model, comparisonSequences(first), first.responses.length);
      const ranking = rankedResponses(first, scores);
      if (step.kind === 'batch') {
        const pairs = step.comparisons.reduce(
          (sum, { responses, ties }) => sum + (responses.length * (responses.length - 1)) / 2 - ties.length,
          0,
        );
        return { stage, kind: 'batch', prompt: first.prompt.text, ranking, pairs };
      }
      const scoresBefore = first.ranking.map((i) => step.scores[i] ?? 0);
      return { stage, kind: 'update', prompt: first.prompt.text, ranking, scoresBefore };
    }
    case 'normalise': {
      // The shift has been made: add it back, so that both distributions stand where they stood before.
      const samples = (await sampleScores()).map((score) => score + step.mean);
      return {
        stage,
        kind: 'normalise',
        mean: step.mean,
        demonstrationScores: [...step.demonstrationScores],
        sampleScores: [...samples],
      };
    }
    default:
      return step satisfies never;
  }
}

/** The first episodes of a rollout, judged. */
export function describeEpisodes(
  { prompts, responses }: Pick<Rollout, 'prompts' | 'responses'>,
  scores: Float32Array | null,
  most = SHOWN,
): Episode[] {
  return prompts.slice(0, most).map((prompt, i): Episode => {
    const { text = '', ended = false } = responses[i] ?? {};
    return {
      prompt: prompt.text,
      response: text,
      ended,
      score: scores?.[i] ?? null,
      gold: judge(prompt, text, ended).gold,
    };
  });
}

/** The first episode's tokens, with what stands at the place before each of them. */
function ledger(
  { batch, responses, prompts }: Rollout,
  columns: Partial<Record<LedgerColumn, Float32Array | undefined>>,
): TokenTable {
  const length = (batch.lastPlace[0] ?? 0) + 1;
  const responseStart = length - (responses[0]?.tokens.length ?? 0);
  const tokens = words(batch.inputs.subarray(0, length));
  if (prompts.length === 0) throw new Error('A rollout needs at least one episode, got none.');
  const shown = Object.entries(columns).flatMap(([name, values]) =>
    values ? [[name, tokens.map((_, i) => (i < responseStart ? null : (values[i - 1] ?? null)))] as const] : [],
  );
  return { tokens, responseStart, columns: Object.fromEntries(shown) };
}

function softmax(logits: Float32Array): Float32Array {
  const most = Math.max(...logits);
  const exps = logits.map((x) => Math.exp(x - most));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((x) => x / sum);
}

/** The likeliest tokens at each place of the first episode's response. */
function candidates({ batch, responses, exampleLogits, exampleRefLogits }: Rollout): Candidate[][] {
  const drawn = responses[0]?.tokens.length ?? 0;
  const start = (batch.lastPlace[0] ?? 0) - drawn;
  const size = VOCABULARY.length;
  return Array.from({ length: drawn }, (_, t) => {
    const at = (logits: Float32Array) => softmax(logits.subarray((start + t) * size, (start + t + 1) * size));
    const policy = at(exampleLogits);
    const reference = at(exampleRefLogits);
    return Array.from(policy, (probability, id) => ({
      token: VOCABULARY[id] ?? '',
      probability,
      refProbability: reference[id] ?? 0,
    }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, CANDIDATES);
  });
}

export async function describePpo(step: PpoMicroStep, policy: Model, settings: PpoSettings): Promise<MicroStep> {
  const stage = 'ppo';
  switch (step.kind) {
    case 'prompts':
      return { stage, kind: 'prompts', prompts: step.prompts.slice(0, SHOWN).map(({ text }) => text) };
    case 'rollout': {
      const { logprobs, refLogprobs } = step.rollout;
      const example = ledger(step.rollout, { logprobs, refLogprobs });
      return {
        stage,
        kind: 'rollout',
        episodes: describeEpisodes(step.rollout, null),
        example,
        candidates: candidates(step.rollout),
      };
    }
    case 'score': {
      const { logprobs, refLogprobs } = step.rollout;
      const example = ledger(step.rollout, { logprobs, refLogprobs });
      return {
        stage,
        kind: 'score',
        episodes: describeEpisodes(step.rollout, step.scores),
        example,
        score: step.scores[0] ?? 0,
      };
    }
    case 'klPenalty': {
      const { logprobs, refLogprobs } = step.rollout;
      const kl = logprobs.map((logprob, i) => logprob - (refLogprobs[i] ?? 0));
      const example = ledger(step.rollout, { logprobs, refLogprobs, kl, rewards: step.rewards });
      return { stage, kind: 'klPenalty', example, score: step.scores[0] ?? 0, klCoef: settings.klCoef };
    }
    case 'advantages': {
      const { logprobs, refLogprobs, rewards, values, advantages, returns } = step.experience;
      const example = ledger(step.experience, { logprobs, refLogprobs, rewards, values, advantages, returns });
      return { stage, kind: 'advantages', example, gamma: settings.gamma, lambda: settings.lambda };
    }
    case 'update': {
      const { rewards, values, returns, whitened, logprobs: old, batch } = step.experience;
      const { time } = batch;
      const row = { inputs: batch.inputs.slice(0, time), targets: batch.targets.slice(0, time), batch: 1, time };
      const { logprobs } = await readAll({
        logprobs: tf.tidy(() => policy.forward(row, ['logprobs'], settings.temperature).logprobs),
      });
      const ratio = logprobs.map((logprob, i) => Math.exp(logprob - (old[i] ?? 0)));
      const clipped = ratio.map((r, i) => {
        const advantage = whitened[i] ?? 0;
        return (advantage > 0 && r > 1 + settings.clipRange) || (advantage < 0 && r < 1 - settings.clipRange) ? 1 : 0;
      });
      const example = ledger(step.experience, {
        logprobs,
        rewards,
        values,
        advantages: whitened,
        returns,
        ratio,
        clipped,
      });
      return { stage, kind: 'update', example, update: step.update, of: step.of, clipRange: settings.clipRange };
    }
    case 'metrics':
      return { stage, kind: 'metrics', episodes: describeEpisodes(step.experience, step.experience.scores) };
    default:
      return step satisfies never;
  }
}
