/** Micro-steps of training as the page shows them: words instead of ids, one example instead of a batch. */
import type { Model, TokenBatch } from '../../lm/model';
import { readAll } from '../../lm/read';
import type { Episode, LedgerColumn, MicroStep, RankedPair, RankedResponse } from '../../../protocol/microSteps';
import { gae, whiteningOf } from '../../rlhf/advantages';
import { comparisonSequences, sourceOf, type RankedResponses, type ComparisonStep } from '../../rlhf/comparisons';
import { rankedPairs } from '../../rlhf/pairwiseLoss';
import type { PpoSettings } from '../../rlhf/ppoUpdate';
import type { PpoMicroStep } from '../../rlhf/ppo';
import { windowsAt, type PretrainStep } from '../../rlhf/pretrain';
import { scoreSequences, type RewardModelStageStep } from '../../rlhf/rewardModel';
import type { ActorCritic, Rollout } from '../../rlhf/rollout';
import { sequenceBatch } from '../../rlhf/sequences';
import { demonstrationSequence, type SftStep } from '../../rlhf/sft';
import { goldOf } from '../../../world/judge';
import { decode } from '../../../world/tokenizer';
import { candidatesOf, rolloutCandidates } from './candidates';
import { describeUpdate } from './describeUpdate';
import { ledger, words } from './ledger';

const SHOWN = 6;

type Columns = Partial<Record<LedgerColumn, (number | null)[]>>;

/** What the model says of one row: the log-probability of every target, nats [T], and scores of all words [T·V]. */
async function readRow(model: Model, batch: TokenBatch): Promise<Record<'logprobs' | 'logits', Float32Array>> {
  return readAll(await model.forward(batch, ['logprobs', 'logits']));
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
  const ids = [...row(0), batch.targets[batch.time - 1]];
  const { logprobs, logits } = await readRow(model, windowsAt(Uint16Array.from(ids), [0], batch.time));
  const example = { tokens: words(ids), responseStart: 0, columns: { logprobs: [null, ...logprobs] } };
  return { stage: 'pretrain', kind: 'update', example, candidates: [[], ...candidatesOf(logits, ids.slice(1))] };
}

export async function describeSft(step: SftStep, model: Model): Promise<MicroStep> {
  const [first] = step.demonstrations;
  if (step.kind === 'batch') {
    const pairs = step.demonstrations
      .slice(0, SHOWN)
      .map(({ prompt, response }) => ({ prompt: prompt.text, response }));
    return { stage: 'sft', kind: 'batch', pairs };
  }
  const sequence = demonstrationSequence(first);
  const batch = sequenceBatch([sequence]);
  const { logprobs, logits } = await readRow(model, batch);
  const tokens = [...sequence.prompt, ...sequence.response];
  const foretold = logits.subarray(0, (logits.length / batch.time) * (tokens.length - 1));
  const counted = tokens.map((_, i) => (i >= sequence.prompt.length ? 1 : 0));
  const columns: Columns = { logprobs: tokens.map((_, i) => (i === 0 ? null : logprobs[i - 1])), counted };
  return {
    stage: 'sft',
    kind: 'update',
    example: { tokens: words(tokens), responseStart: sequence.prompt.length, columns },
    candidates: [[], ...candidatesOf(foretold, tokens.slice(1))],
  };
}

/** Best first. */
function rankedResponses(comparison: RankedResponses, scores: Float32Array | null): RankedResponse[] {
  return comparison.levels.flat().map((response, place) => {
    const { text } = comparison.responses[response];
    return { text, from: sourceOf(comparison, response), rank: place + 1, score: scores?.[response] ?? null };
  });
}

/** The pairs by the places of their answers in the ranking. */
function pairsOf(comparison: RankedResponses): RankedPair[] {
  const order = comparison.levels.flat();
  const place = (response: number) => order.indexOf(response);
  return rankedPairs(comparison).map(([better, worse]) => ({ better: place(better), worse: place(worse) }));
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
      const scores = await scoreSequences(model, comparisonSequences(first), first.responses.length);
      const ranking = rankedResponses(first, scores);
      const compared = pairsOf(first);
      if (step.kind === 'batch') {
        const pairs = step.comparisons.reduce((sum, comparison) => sum + rankedPairs(comparison).length, 0);
        return { stage, kind: 'batch', prompt: first.prompt.text, ranking, compared, pairs };
      }
      const scoresBefore = first.levels.flat().map((response) => step.scores[response]);
      return { stage, kind: 'update', prompt: first.prompt.text, ranking, compared, scoresBefore };
    }
    case 'normalize': {
      // The shift has been made: add it back, so that both distributions stand where they stood before.
      const samples = (await sampleScores()).map((score) => score + step.mean);
      return {
        stage,
        kind: 'normalize',
        mean: step.mean,
        demonstrationScores: [...step.demonstrationScores],
        sampleScores: [...samples],
      };
    }
    default:
      return step satisfies never;
  }
}

/** The first episodes of a rollout, with the gold of each: the judge's, unless it is known already. */
export function describeEpisodes(
  { prompts, responses }: Pick<Rollout, 'prompts' | 'responses'>,
  scores: Float32Array | null,
  golds?: readonly number[],
): Episode[] {
  const shown = { prompts: prompts.slice(0, SHOWN), responses: responses.slice(0, SHOWN) };
  const gold = golds ?? goldOf(shown);
  return shown.responses.map(({ text, ended }, i): Episode => {
    return { prompt: prompts[i].text, response: text, ended, score: scores?.[i] ?? null, gold: gold[i] };
  });
}

export async function describePpo(
  step: PpoMicroStep,
  networks: Pick<ActorCritic, 'policy' | 'valueNetwork'>,
  settings: PpoSettings,
): Promise<MicroStep> {
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
        candidates: rolloutCandidates(step.rollout),
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
        score: step.scores[0],
      };
    }
    case 'klPenalty': {
      const { logprobs, refLogprobs } = step.rollout;
      const kl = logprobs.map((logprob, i) => logprob - refLogprobs[i]);
      const example = ledger(step.rollout, { logprobs, refLogprobs, kl, rewards: step.rewards });
      return { stage, kind: 'klPenalty', example, score: step.scores[0], klCoef: settings.klCoef };
    }
    case 'advantages': {
      const { gamma, lambda } = settings;
      const { rewards, values, advantages, returns, whitened, batch } = step.experience;
      // With λ = 0 the estimate of the advantage is δ alone (Schulman et al. 2016, equation 17).
      const { advantages: deltas } = gae({ rewards, values, mask: batch.mask, time: batch.time }, gamma, 0);
      const example = ledger(step.experience, { rewards, values, deltas, advantages, whitened, returns });
      return { stage, kind: 'advantages', example, gamma, lambda, whitening: whiteningOf(advantages, batch.mask) };
    }
    case 'update':
      return describeUpdate(step, networks, settings);
    case 'metrics':
      return { stage, kind: 'metrics', episodes: describeEpisodes(step.experience, step.experience.scores) };
    default:
      return step satisfies never;
  }
}
