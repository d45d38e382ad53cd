/** When a change of a knob acts on the stages. */
import { KNOBS, type KnobName } from '../../../experiment/knobs';
import type { Knob } from '../../../experiment/knobs/knob';

export type Acting = 'live' | 'livePpo' | 'begin' | 'world' | 'labels' | 'size' | 'rewardModelSize';

export function actingOf(name: KnobName): Acting {
  const { group, live = false }: Knob = KNOBS[name];
  if (name === 'size' || name === 'rewardModelSize') return name;
  if (live) return group === 'ppo' ? 'livePpo' : 'live';
  if (group === 'labels') return 'labels';
  return group === 'world' || name === 'seed' ? 'world' : 'begin';
}
