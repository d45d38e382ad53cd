/**
 * A second round: the policy of the first goes on, against the old reward model or against a new one that learned from
 * rankings of the policy's own answers as well.
 */
import { goldDifference } from '../../rlhf/evaluation/evaluate';
import type { Judged } from '../../rlhf/evaluation/judged';
import { languageModel } from '../../rlhf/networks';
import { YOURS } from '../../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { answerProbe, evaluationAnswers, pointOf } from './measures';
import { policyArm, type PolicyStart } from './policyArm';
import { rewardModelArm } from './rewardModelArm';

const ROUND = 2;

async function finalAnswers(weights: Float32Array, settings: Settings): Promise<Judged[]> {
  const model = languageModel(settings.size, weights);
  try {
    return await evaluationAnswers(model, settings, { samples: settings.evaluationSamples });
  } finally {
    model.dispose();
  }
}

export async function* iterate(lab: Lab): ScenarioRun {
  const { settings } = lab;
  const policy = await lab.shipped('ppo');
  const goOn = (arm: string, start: PolicyStart = {}) =>
    policyArm(lab, arm, settings, { ...start, policy, round: ROUND, probe: answerProbe(arm, settings, ['gold']) });
  const old = await finalAnswers(yield* goOn('oldRewardModel'), settings);

  // Those that the shipped reward model learned from, once more.
  const { comparisonPrompts } = defaultSettings(settings.size);
  const first = yield* comparisonsArm(lab, YOURS, { ...settings, comparisonPrompts });
  const second = yield* comparisonsArm(lab, YOURS, settings, { policy, round: ROUND });
  const rewardModel = yield* rewardModelArm(lab, YOURS, settings, [...first, ...second], { round: ROUND });
  const renewed = await finalAnswers(yield* goOn(YOURS, { rewardModel }), settings);
  yield pointOf(YOURS, 'roundGain', 0, goldDifference(renewed, old));
}
