/** Every knob of an experiment, once, group by group. */
import { BEST_OF_N_KNOBS } from './knobs/bestOfN';
import { EVALUATE_KNOBS } from './knobs/evaluate';
import type { Knob } from './knobs/knob';
import { LABELS_KNOBS } from './knobs/labels';
import { MODEL_KNOBS } from './knobs/model';
import { OPTIMIZER_KNOBS } from './knobs/optimizer';
import { PPO_KNOBS } from './knobs/ppo';
import { PRETRAIN_KNOBS } from './knobs/pretrain';
import { REWARD_MODEL_KNOBS } from './knobs/rewardModel';
import { SFT_KNOBS } from './knobs/sft';
import { TAMER_KNOBS } from './knobs/tamer';
import { WORLD_KNOBS } from './knobs/world';

export const KNOBS = {
  ...MODEL_KNOBS,
  ...WORLD_KNOBS,
  ...LABELS_KNOBS,
  ...OPTIMIZER_KNOBS,
  ...PRETRAIN_KNOBS,
  ...SFT_KNOBS,
  ...REWARD_MODEL_KNOBS,
  ...PPO_KNOBS,
  ...EVALUATE_KNOBS,
  ...BEST_OF_N_KNOBS,
  ...TAMER_KNOBS,
};

export type KnobName = keyof typeof KNOBS;

export const KNOB_NAMES = Object.keys(KNOBS) as readonly KnobName[];

/** What is said of a knob, whichever it is. */
export function knobOf(name: KnobName): Knob {
  return KNOBS[name];
}

export const isKnob = (name: string): name is KnobName => Object.hasOwn(KNOBS, name);
