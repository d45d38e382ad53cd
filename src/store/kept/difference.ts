/** What differs between the settings of two runs, as one would say it: "β 0.1 → 0". */
import { KNOB_NAMES, KNOBS, type Knob, type KnobName } from '../../knobs';
import { defaultSettings, type Settings } from '../../settings';
import { text } from '../../text/text';

/** Knobs of the lab and of the evaluation, which no training reads. */
const OTHER_GROUPS: readonly Knob['group'][] = ['bestOfN', 'tamer', 'evaluate'];

const SYMBOLS = KNOB_NAMES.map((name) => (KNOBS[name] as Knob).symbol);

/** The symbol of a knob where it means that knob alone. */
function symbolOf(name: KnobName): string | undefined {
  const { symbol } = KNOBS[name] as Knob;
  return SYMBOLS.filter((each) => each === symbol).length === 1 ? symbol : undefined;
}

function written(value: number | string | boolean): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : String(value);
}

/** What the papers have a symbol for comes first, then the others by their labels. */
export function settingsDifference(from: Settings, to: Settings): readonly string[] {
  const differ = KNOB_NAMES.filter((name) => from[name] !== to[name] && !OTHER_GROUPS.includes(KNOBS[name].group));
  const known = differ.filter((name) => symbolOf(name) !== undefined);
  return [...new Set([...known, ...differ])].map(
    (name) => `${symbolOf(name) ?? text.knobs[name].label} ${written(from[name])} → ${written(to[name])}`,
  );
}

/** Against the defaults of the same size; the size itself counts against the page's own. */
export function differenceFromDefaults(settings: Settings): readonly string[] {
  return settingsDifference({ ...defaultSettings(settings.size), size: defaultSettings().size }, settings);
}
