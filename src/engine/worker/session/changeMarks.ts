/** The marks that turned knobs leave on the charts of the stages that run. */
import { KNOB_NAMES, knobOf } from '../../../experiment/knobs';
import { STAGES, type StageName } from '../../../experiment/names';
import type { KnobChange, Settings } from '../../../experiment/settings';

/** The live knobs that differ, at every stage on which they act. */
export function changeMarks(before: Settings, after: Settings): { stage: StageName; change: KnobChange }[] {
  return KNOB_NAMES.flatMap((name) => {
    const knob = knobOf(name);
    if (!knob.live || after[name] === before[name]) return [];
    const stages = knob.group === 'optimizer' ? STAGES : STAGES.filter((stage) => stage === knob.group);
    const change = { knob: name, from: before[name], to: after[name] };
    return stages.map((stage) => ({ stage, change }));
  });
}
