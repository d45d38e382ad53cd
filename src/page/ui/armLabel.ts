/** How the arms of a scenario are called, in the lab and among the saved runs. */
import { knobOf, type KnobName } from '../../experiment/knobs';
import { isNamed, SCENARIOS, YOURS, type ScenarioName } from '../../experiment/scenarios';
import { pickSettings, type Settings } from '../../experiment/settings';
import { symbolParts } from '../text/symbolText';
import { text } from '../text/text';
import { formatSettingValue } from './format';

/** Some settings in words: "β 0.2, careless labelers 10"; a switch is named while it is on. */
export function settingsLabel(settings: Partial<Settings>): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => {
      const { symbol } = knobOf(name as KnobName);
      // An index cannot be set low in a plain label: there the knob's name says more.
      const called =
        symbol === undefined || symbolParts(symbol).index !== null ? text.knobs[name as KnobName].label : symbol;
      if (value === true) return called;
      return `${called} ${formatSettingValue(value)}`;
    })
    .join(', ');
}

/** `ran`: the settings of the learner's arm in the run on view, if there is one; in a recorded run it is nobody's. */
export function armLabel(scenario: ScenarioName, name: string, ran: Settings | null, recorded = false): string {
  if (isNamed(name)) return text.lab.arms[name];
  const { fixed, yours } = SCENARIOS[scenario];
  const arm = fixed.find((each) => each.name === name);
  if (arm) return settingsLabel(arm.changes);
  const what = text.lab.yourArms[scenario];
  if (what !== undefined) return recorded ? what : `${text.lab.yours}: ${what}`;
  const whose = recorded ? text.lab.recordedArm : text.lab.yours;
  if (name !== YOURS || yours === null || ran === null) return whose;
  return `${whose}: ${settingsLabel(pickSettings(ran, Object.keys(yours) as KnobName[]))}`;
}
