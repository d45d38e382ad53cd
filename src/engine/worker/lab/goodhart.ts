/** A policy that maximizes the reward model alone, beside one that is held near the model it came from. */
import { armsOf } from '../../../experiment/scenarios';
import type { Lab, ScenarioRun } from './lab';
import { policyArm } from './policyArm';

export async function* goodhart(lab: Lab): ScenarioRun {
  for (const { name, settings } of armsOf('goodhart', lab.settings)) yield* policyArm(lab, name, settings);
}
