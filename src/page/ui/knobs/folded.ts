/** What the fold "more knobs" says of the knobs in it, and when it stands open by itself. */
import { KNOB_NAMES, type KnobName } from '../../../experiment/knobs';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import type { Restrictions } from '../../store/link/restrictions';

/** Those that do not stand at their defaults. */
export function changedKnobs(names: readonly KnobName[], settings: Settings): readonly KnobName[] {
  const defaults = defaultSettings(settings.size);
  return names.filter((name) => settings[name] !== defaults[name]);
}

/** Whether a link speaks of one of these knobs: it changes it, locks it, or shows it while it hides others by name. */
export function areNamed(names: readonly KnobName[], settings: Settings, { hidden, locked }: Restrictions): boolean {
  const chosen = KNOB_NAMES.some((name) => hidden.includes(name)) && names.some((name) => !hidden.includes(name));
  return chosen || changedKnobs(names, settings).length > 0 || names.some((name) => locked.includes(name));
}
