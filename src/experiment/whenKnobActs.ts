/** When a change of a knob acts on the stages. */
import { knobOf, type KnobName } from './knobs';

export type WhenKnobActs = 'live' | 'livePpo' | 'begin' | 'world' | 'labels' | 'size' | 'rewardModelSize';

export function whenKnobActs(name: KnobName): WhenKnobActs {
  const { group, live = false } = knobOf(name);
  if (name === 'size' || name === 'rewardModelSize') return name;
  if (live) return group === 'ppo' ? 'livePpo' : 'live';
  if (group === 'labels') return 'labels';
  return group === 'world' || name === 'seed' ? 'world' : 'begin';
}
