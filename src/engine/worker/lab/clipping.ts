/** Large steps of PPO with and without the clipped objective. */
import { armsOf } from '../../../experiment/scenarios';
import type { Lab, ScenarioRun } from './lab';
import { answerProbe } from './measures';
import { policyArm } from './policyArm';

export async function* clipping(lab: Lab): ScenarioRun {
  for (const { name, settings } of armsOf('clipping', lab.settings)) {
    yield* policyArm(lab, name, settings, { probe: answerProbe(name, settings, ['gold']) });
  }
}
