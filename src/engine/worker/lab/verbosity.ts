/** Labelers who like long answers, and what a policy makes of a reward model that learned from them. */
import { armsOf } from '../../../experiment/scenarios';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { answerProbe } from './measures';
import { policyArm } from './policyArm';
import { rewardModelArm } from './rewardModelArm';

export async function* verbosity(lab: Lab): ScenarioRun {
  for (const { name, settings } of armsOf('verbosity', lab.settings)) {
    const comparisons = yield* comparisonsArm(lab, name, settings);
    const rewardModel = yield* rewardModelArm(lab, name, settings, comparisons);
    const probe = answerProbe(name, settings, ['length', 'gold']);
    yield* policyArm(lab, name, settings, { rewardModel, probe });
  }
}
