/** How the arms of a scenario are drawn. */
import {
  isNamed,
  SCENARIOS,
  YOURS,
  type NamedArm,
  type Quantity,
  type ScenarioName,
} from '../../../experiment/scenarios';
import { lineColor, type Voice } from '../../ui/voices';

/** A model has its own colour; other ways of training take those that are left, in order; the learner's is ink. */
const NAMED_VOICES: Readonly<Record<NamedArm, Voice>> = {
  base: 'base',
  fewShotBase: 'base',
  sft: 'sft',
  ppo: 'policy',
  oldRewardModel: 'rewardModel',
  demonstrations: 'sft',
  rankings: 'policy',
  shippedRewardModel: 'rewardModel',
  plainPpo: 'policy',
  reinforce: 'sft',
  rloo: 'rewardModel',
  grpo: 'value',
  rejectionSampling: 'base',
  dpo: 'danger',
};
const FIXED_VOICES: readonly Voice[] = ['policy', 'rewardModel', 'value', 'danger'];

/** Proxy and gold have their own colours wherever both are drawn. */
const SPEAKING: Readonly<Partial<Record<Quantity, Voice>>> = {
  proxyReward: 'rewardModel',
  goldReward: 'gold',
  accuracy: 'rewardModel',
  ceiling: 'gold',
};

export interface Style {
  readonly color: string;
  readonly dash: string;
  readonly width: number;
}

const DASHES = ['5 3', '2 3', '8 3 2 3'] as const;

/** Where a picture has several quantities their colours tell them apart and dashes the arms; else colours the arms. */
export function styleOf(scenario: ScenarioName, name: string, quantity: Quantity, several: boolean): Style {
  const isYours = name === YOURS;
  const width = isYours ? 2.6 : 1.6;
  const place = Math.max(
    0,
    SCENARIOS[scenario].fixed.findIndex((arm) => arm.name === name),
  );
  if (several) {
    return {
      color: lineColor(SPEAKING[quantity] ?? 'gold'),
      dash: isYours ? '' : DASHES[place % DASHES.length],
      width,
    };
  }
  if (isYours) return { color: lineColor('gold'), dash: '', width };
  const voice = isNamed(name) ? NAMED_VOICES[name] : FIXED_VOICES[place % FIXED_VOICES.length];
  return { color: lineColor(voice), dash: '', width };
}
