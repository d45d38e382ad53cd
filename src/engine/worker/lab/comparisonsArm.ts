/** Comparisons as an arm of a scenario collects them, of answers by models that ship with the page or by a policy. */
import type { LabEvent } from '../../../protocol/lab';
import { collectComparisons, type Comparison } from '../../rlhf/comparisons';
import { languageModel } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import type { Settings } from '../../../experiment/settings';
import type { Labeler } from '../../../world/labelers';
import type { Lab } from './lab';

interface Ranked {
  /** Answers in place of the fine-tuned model. */
  readonly policy?: Float32Array;
  /** Rank in place of the labelers of the settings. */
  readonly labelers?: readonly Labeler[];
  /** Another stream of randomness gives other prompts and answers. */
  readonly stream?: string;
  readonly round?: number;
}

/** Has answers ranked and returns the comparisons. */
export async function* comparisonsArm(
  lab: Lab,
  arm: string,
  settings: Settings,
  { policy: weights, labelers, stream = 'comparisons', round }: Ranked = {},
): AsyncGenerator<LabEvent, Comparison[]> {
  // A reward model of another size learns from answers by models of its own size.
  const size = weights ? settings.size : settings.rewardModelSize;
  const { comparisonPrompts, seed } = settings;
  yield { type: 'doing', arm, doing: 'comparisons', fraction: 0 };
  const base = languageModel(size, await lab.shipped('pretrain', size));
  const policy = languageModel(size, weights ?? (await lab.shipped('sft', size)));
  const comparisons: Comparison[] = [];
  try {
    const sources = { policy, base, labelers: labelers ?? lab.world(settings).labelers };
    for await (const batch of collectComparisons(sources, settings, stageRng(seed, stream, round))) {
      comparisons.push(...batch);
      yield { type: 'doing', arm, doing: 'comparisons', fraction: comparisons.length / comparisonPrompts };
    }
    return comparisons;
  } finally {
    base.dispose();
    policy.dispose();
  }
}
