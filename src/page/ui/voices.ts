/** Colour means who speaks, on every chart and in every table. */
import type { Speaker, TrainedStage } from '../../experiment/names';

export type Voice = 'base' | 'sft' | 'reference' | 'rewardModel' | 'value' | 'policy' | 'danger' | 'gold';

/** For lines, bars and other shapes. */
export function lineColor(voice: Voice): string {
  return `var(--${voice})`;
}

/** For words and numbers, with more contrast than a line needs. */
export function textColor(voice: Voice): string {
  return `var(--${voice}-text)`;
}

export const STAGE_VOICES: Readonly<Record<TrainedStage, Voice>> = {
  pretrain: 'base',
  sft: 'sft',
  rewardModel: 'rewardModel',
  ppo: 'policy',
};

export const SPEAKER_VOICES: Readonly<Record<Speaker, Voice>> = {
  base: 'base',
  fewShotBase: 'base',
  sft: 'sft',
  ppo: 'policy',
};
