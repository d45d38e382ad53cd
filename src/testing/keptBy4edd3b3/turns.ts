/** As if the page that kept these settings had known other knobs than this one. */
import type { KnobName } from '../../experiment/knobs';
import { defaultSettings, type Settings } from '../../experiment/settings';
import type { Turn } from './turnedSettings';

interface OtherPage {
  readonly named: string;
  readonly turn: Turn;
  /** What this page makes of settings that were kept before they were turned. */
  readonly expected: (kept: unknown) => Settings;
}

/** Whichever knobs this page has gained since stand at the defaults of the kept size. */
function filled(kept: unknown): Settings {
  const settings = kept as Settings;
  return { ...defaultSettings(settings.size), ...settings };
}

function without(knob: KnobName): OtherPage {
  return {
    named: `without ${knob}`,
    turn: ({ [knob]: _, ...others }) => others,
    expected: (kept) => {
      const settings = filled(kept);
      return { ...settings, [knob]: defaultSettings(settings.size)[knob] };
    },
  };
}

/** A number that was turned, one whose default depends on the size, a choice and a switch; and a knob of nobody's. */
export const OTHER_PAGES: readonly OtherPage[] = [
  { named: 'as they are', turn: (settings) => settings, expected: filled },
  ...(['klCoef', 'policyLr', 'adamForm', 'sharedTrunk'] as const).map(without),
  { named: 'with an unknown one', turn: (settings) => ({ ...settings, noSuchKnob: 0.01 }), expected: filled },
];
