/** How the arms of a scenario are called and drawn. */
import { KNOBS, type KnobName } from '../../knobs';
import type { Knob } from '../../knobs/knob';
import { NAMED_ARMS, SCENARIOS, YOURS, type NamedArm, type Quantity, type ScenarioName } from '../../scenarios';
import type { Settings } from '../../settings';
import { text } from '../../text/text';
import { formatSetting } from '../../ui/format';
import { lineColor, type Voice } from '../../ui/voices';

const isNamed = (name: string): name is NamedArm => (NAMED_ARMS as readonly string[]).includes(name);

/** Some settings in words: "β 0.2, careless labelers 10"; a switch is named while it is on. */
export function settingsLabel(settings: Partial<Settings>): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => {
      const { symbol }: Knob = KNOBS[name as KnobName];
      // An index cannot be set low in a plain label: there the knob's name says more.
      const called = symbol === undefined || symbol.includes('_') ? text.knobs[name as KnobName].label : symbol;
      if (value === true) return called;
      return `${called} ${typeof value === 'number' ? formatSetting(value) : value}`;
    })
    .join(', ');
}

/** Some of the settings. */
export function pickSettings(settings: Settings, knobs: readonly KnobName[]): Partial<Settings> {
  return Object.fromEntries(knobs.map((knob) => [knob, settings[knob]]));
}

/** `ran`: the settings of the learner's arm in the run on view, if there is one; in a recorded run it is nobody's. */
export function armLabel(scenario: ScenarioName, name: string, ran: Settings | null, recorded = false): string {
  if (isNamed(name)) return text.lab.arms[name];
  const { fixed, yours } = SCENARIOS[scenario];
  const arm = fixed.find((each) => each.name === name);
  if (arm) return settingsLabel(arm.changes);
  const whose = recorded ? text.lab.recordedArm : text.lab.yours;
  if (name !== YOURS || yours === null || ran === null) return whose;
  return `${whose}: ${settingsLabel(pickSettings(ran, Object.keys(yours) as KnobName[]))}`;
}

/** A model has its own colour; other ways of training take those that are left, in order; the learner's is ink. */
const NAMED_VOICES: Readonly<Record<NamedArm, Voice>> = {
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
const FIXED_VOICES: readonly Voice[] = ['policy', 'rewardModel', 'value', 'danger'];

/** Proxy and gold have their own colours wherever both are drawn. */
const SPEAKING: Readonly<Partial<Record<Quantity, Voice>>> = {
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

/** Where a picture has several quantities their colours tell them apart and dashes the arms; else colours the arms. */
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
  const voice = isNamed(name) ? NAMED_VOICES[name] : FIXED_VOICES[place % FIXED_VOICES.length];
  return { color: lineColor(voice), dash: '', width };
}
