/** What more labels buy: answers written by people, or answers ranked by them. */
import type { LabEvent } from '../../../protocol/lab';
import { languageModel } from '../../rlhf/networks';
import { YOURS, type NamedArm } from '../../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import { comparisonsArm } from './comparisonsArm';
import type { Lab, ScenarioRun } from './lab';
import { answersOf, goldPoint, evaluationAnswers } from './measures';
import { policyArm } from './policyArm';
import { rewardModelArm } from './rewardModelArm';
import { sftArm } from './sftArm';

const DEMONSTRATIONS = [125, 250, 500, 1000, 2000] as const;
/** Prompts whose answers are ranked, on top of the demonstrations of the model that ships. */
const RANKED_PROMPTS = [100, 300, 1000] as const;

async function* mark(weights: Float32Array, arm: string, labels: number, settings: Settings): AsyncGenerator<LabEvent> {
  const model = languageModel(settings.size, weights);
  try {
    const judged = await evaluationAnswers(model, settings, { samples: settings.evaluationSamples });
    yield goldPoint(arm, labels, judged);
    yield answersOf(arm, judged);
  } finally {
    model.dispose();
  }
}

export async function* labelCost(lab: Lab): ScenarioRun {
  const { settings } = lab;
  const written: NamedArm = 'demonstrations';
  for (const demonstrations of DEMONSTRATIONS) {
    const own = { ...settings, demonstrations };
    yield* mark(yield* sftArm(lab, written, own), written, demonstrations, own);
  }
  const ranked: NamedArm = 'rankings';
  const { demonstrations } = defaultSettings(settings.size);
  yield* mark(await lab.shipped('sft'), ranked, demonstrations, settings);
  for (const comparisonPrompts of RANKED_PROMPTS) {
    const own = { ...settings, demonstrations, comparisonPrompts };
    const comparisons = yield* comparisonsArm(lab, ranked, own);
    const rewardModel = yield* rewardModelArm(lab, ranked, own, comparisons);
    const policy = yield* policyArm(lab, ranked, own, { rewardModel });
    yield* mark(policy, ranked, demonstrations + comparisonPrompts, own);
  }
  yield* mark(yield* sftArm(lab, YOURS, settings), YOURS, settings.demonstrations, settings);
}
