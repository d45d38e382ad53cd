/** In a sentence, what a link opens: the view, and every parameter that it carries. */
import { DEFAULT_PAGE, type PageParameters } from '../../../experiment/query';
import { KNOB_NAMES } from '../../../experiment/knobs';
import { openKnobs, scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import type { Settings } from '../../../experiment/settings';
import { differenceFromDefaults, settingsDifference } from '../../store/saved/difference';
import type { Linked } from '../../store/link/link';
import { text } from '../../text/text';

const words = text.classroom.share;

/** The seed is always listed, whether or not it is the usual one. */
const ALL_BUT_SEED = KNOB_NAMES.filter((name) => name !== 'seed');

type Listed = keyof typeof words.page;

/** The stage is what the view shows. */
function pageDifference(page: PageParameters, parameters: readonly Listed[]): readonly string[] {
  return parameters.filter((each) => page[each] !== DEFAULT_PAGE[each]).map((each) => words.page[each](page[each]));
}

function scenarioDifference(name: ScenarioName, settings: Settings): readonly string[] {
  return settingsDifference(scenarioSettings(name), settings, openKnobs(name));
}

export function shareContents({ view, scenario, page, settings, restrictions: { hidden, locked } }: Linked): string {
  const controls =
    hidden.length + locked.length === 0 ? [] : [words.controls(words.restrictions(hidden.length, locked.length))];
  if (view === 'lab' && scenario) {
    const changed = scenarioDifference(scenario.name, scenario.settings);
    const title = words.scenario(text.lab.scenarios[scenario.name].title);
    return [
      title,
      ...(changed.length === 0 ? [] : [changed.join(', ')]),
      ...pageDifference(page, ['backend', 'mask']),
      ...controls,
    ].join('; ');
  }
  const place = view === 'train' ? text.stages[page.stage].label : text.views[view];
  const changed = differenceFromDefaults(settings, ALL_BUT_SEED).join(', ');
  return [
    place,
    words.seed(settings.seed),
    changed === '' ? words.unchanged : changed,
    ...pageDifference(page, ['backend', 'start', 'mask']),
    ...controls,
  ].join('; ');
}
