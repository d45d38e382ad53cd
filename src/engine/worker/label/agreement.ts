/**
 * The learner as one more labeler: how the learner's rankings stand beside those of the world's labelers and of the gold
 * judge (InstructGPT §3.4: labelers agreed on 72.6 ± 1.5 % of the pairs).
 */
import { estimate, type Observation } from '../../../estimates';
import type { Measured } from '../../../protocol/evaluate';
import type { LabelAgreement, OwnRanking } from '../../../protocol/label';
import { judge, type Verdict } from '../../../world/judge';
import { agreement, type VerdictPair } from '../../../world/labelerFigures';
import { preferenceProbability, type Labeler } from '../../../world/labelers';
import { readPrompt } from '../../../world/prompts';
import { rankedPairs } from '../../rlhf/pairwiseLoss';
import { responseOf } from '../../rlhf/respond';
import { measured } from '../stages/evaluateRun';

/** One prompt alone gives no error. */
export function measuredOver(observations: readonly Observation[]): Measured | null {
  const { mean, error, prompts } = estimate(observations);
  return measured({ mean, error: prompts > 1 ? error : NaN, prompts });
}

interface JudgedRanking {
  readonly id: string;
  readonly prompt: string;
  readonly imported: boolean;
  readonly verdicts: readonly Verdict[];
  /** Better first. */
  readonly pairs: readonly VerdictPair[];
}

function judgeRanking({ id, prompt, responses, levels, file }: OwnRanking): JudgedRanking | null {
  const readable = readPrompt(prompt);
  if (!readable) return null;
  const verdicts = responses.map(({ text }) => {
    const { text: words, ended } = responseOf(text);
    return judge(readable, words, ended);
  });
  const pairs = rankedPairs({ levels }).map(([better, worse]) => [verdicts[better], verdicts[worse]] as const);
  return { id, prompt, imported: file !== undefined, verdicts, pairs };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How the learner's pairs stand beside the labelers and the gold judge. A labeler's share is an expectation, with the
 * labeler's own noise in it, as the agreement of two labelers is: mean of P(better before worse). Errors are clustered by
 * prompt. Rankings from a file have their gold and no part in the agreement, which is the learner's.
 */
export function labelAgreement(
  rankings: readonly OwnRanking[],
  labelers: readonly Labeler[],
): Omit<LabelAgreement, 'leftOut'> {
  const read = rankings.map(judgeRanking).filter((ranking) => ranking !== null);
  const judged = read.filter(({ imported }) => !imported);
  const pairs = judged.flatMap(({ pairs }) => pairs);
  const shares = labelers.map((labeler) => mean(pairs.map(([a, b]) => preferenceProbability(labeler, a, b))));
  const over = (of: (pair: VerdictPair) => Pick<Observation, 'of' | 'over'>) =>
    measuredOver(judged.flatMap(({ prompt, pairs }) => pairs.map((pair) => ({ prompt, ...of(pair) }))));
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
    unread: rankings.length - read.length,
    golds: Object.fromEntries(read.map(({ id, verdicts }) => [id, verdicts.map(({ gold }) => gold)])),
  };
}
