/** How the arms of a scenario are drawn. */
import {
  isNamed,
  SCENARIOS,
  YOURS,
  type NamedArm,
  type Quantity,
  type ScenarioName,
} from '../../../experiment/scenarios';
import { lineColor, type ColorName } from '../../ui/colors';

/** A model has its own color; other ways of training take those that are left, in order; the learner's is ink. */
const NAMED_COLORS: Readonly<Record<NamedArm, ColorName>> = {
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
const FIXED_COLORS: readonly ColorName[] = ['policy', 'rewardModel', 'value', 'danger'];

/** Proxy and gold have their own colors wherever both are drawn. */
const SPEAKING: Readonly<Partial<Record<Quantity, ColorName>>> = {
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

/** Where a picture has several quantities their colors tell them apart and dashes the arms; else colors the arms. */
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
  const color = isNamed(name) ? NAMED_COLORS[name] : FIXED_COLORS[place % FIXED_COLORS.length];
  return { color: lineColor(color), dash: '', width };
}
