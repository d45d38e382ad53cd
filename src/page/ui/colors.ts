/** A color means one network or model, on every chart and in every table. */
import type { Speaker, TrainedStage } from '../../experiment/names';

export type ColorName = 'base' | 'sft' | 'reference' | 'rewardModel' | 'value' | 'policy' | 'danger' | 'gold';

/** For lines, bars and other shapes. */
export function lineColor(color: ColorName): string {
  return `var(--${color})`;
}

/** For words and numbers, with more contrast than a line needs. */
export function textColor(color: ColorName): string {
  return `var(--${color}-text)`;
}

export const STAGE_COLORS: Readonly<Record<TrainedStage, ColorName>> = {
  pretrain: 'base',
  sft: 'sft',
  rewardModel: 'rewardModel',
  ppo: 'policy',
};

export const SPEAKER_COLORS: Readonly<Record<Speaker, ColorName>> = {
  base: 'base',
  fewShotBase: 'base',
  sft: 'sft',
  ppo: 'policy',
};
