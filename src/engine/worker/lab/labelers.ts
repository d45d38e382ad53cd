/** Reward models of labelers who agree more and less, tested on pairs by labelers whom they never met. */
import type { Model } from '../../lm/model';
import { comparisonSequences, type Comparison } from '../../rlhf/comparisons';
import { estimate, type Estimate } from '../../../estimates';
import { countPairs } from '../../rlhf/pairwiseLoss';
import { scoreSequences } from '../../rlhf/rewardModel';
import { pairsOfComparisons } from '../../rlhf/evaluation/verdictPairs';
import { armsOf } from '../../../experiment/scenarios';
import { agreement, rewardModelCeiling } from '../../../world/labelerFigures';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { pointOf } from './measures';
import { rewardModelArm } from './rewardModelArm';

const HELD_OUT_PROMPTS = 256;
/** Measurements of one arm. */
const MEASURED = 10;

/** Share of pairs ordered like the labelers; the pairs of one prompt are alike. */
async function accuracy(model: Model, comparisons: readonly Comparison[]): Promise<Estimate> {
  const scores = await scoreSequences(model, comparisons.flatMap(comparisonSequences));
  let from = 0;
  const counts = comparisons.map((comparison, i) => {
    const width = comparison.responses.length;
    const { pairs, right } = countPairs([comparison], scores.subarray(from, from + width), width);
    from += width;
    return { prompt: String(i), of: right, over: pairs };
  });
  return estimate(counts);
}

export async function* labelers(lab: Lab): ScenarioRun {
  for (const { name, settings } of armsOf('labelers', lab.settings)) {
    const { labelers: pool, heldOutLabelers } = lab.world(settings);
    const some = { ...settings, comparisonPrompts: HELD_OUT_PROMPTS };
    const others = { labelers: heldOutLabelers, stream: 'held-out comparisons' };
    const heldOut = yield* comparisonsArm(lab, name, some, others);
    const pairs = pairsOfComparisons(heldOut);
    const ceiling = rewardModelCeiling(heldOutLabelers, pairs);
    yield { type: 'point', arm: name, quantity: 'agreement', x: 0, y: agreement(pool, pairs) };

    const comparisons = yield* comparisonsArm(lab, name, settings);
    const { rmEpochs, rmBatchPrompts, comparisonPrompts } = settings;
    const every = Math.ceil((rmEpochs * comparisonPrompts) / rmBatchPrompts / MEASURED);
    yield* rewardModelArm(lab, name, settings, comparisons, {
      probe: {
        every,
        async *measure(model, step) {
          yield pointOf(name, 'accuracy', step, await accuracy(model, heldOut));
          yield { type: 'point', arm: name, quantity: 'ceiling', x: step, y: ceiling };
        },
      },
    });
  }
}
