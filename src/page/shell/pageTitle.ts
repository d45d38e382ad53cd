/** What the window's title says: the view, and what is set otherwise than usual. */
import { KNOB_NAMES } from '../../experiment/knobs';
import { openKnobs, scenarioSettings } from '../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../experiment/settings';
import type { Linked } from '../store/link/link';
import { text } from '../text/text';
import { formatSettingValue } from '../ui/format';

const words = text.start.title;

/** More would not be read. */
const MOST = 3;

function changedKnobs(settings: Settings, usual: Settings, among = KNOB_NAMES): readonly string[] {
  const changed = among.filter((name) => settings[name] !== usual[name]);
  const named = changed.slice(0, MOST).map((name) => {
    const value = settings[name];
    const written = typeof value === 'boolean' ? text.runs.switched(value) : formatSettingValue(value);
    return `${text.knobs[name].label} ${written}`;
  });
  const more = changed.length - named.length;
  return more === 0 ? named : [...named, words.more(more)];
}

/** The title for what a link to this very page would open. */
export function pageTitle({ view, page, settings, scenario }: Pick<Linked, 'view' | 'page' | 'settings' | 'scenario'>) {
  if (view === 'start') return words.start(text.title);
  if (view === 'lab' && scenario !== null) {
    const { name, settings: own } = scenario;
    const changed = changedKnobs(own, scenarioSettings(name), openKnobs(name));
    return words.page([text.lab.scenarios[name].title, ...changed].join(', '), text.title);
  }
  const place = view === 'train' ? words.stage(text.views.train, text.stages[page.stage].label) : text.views[view];
  const usual = { ...defaultSettings(settings.size), size: defaultSettings().size };
  return words.page([place, ...changedKnobs(settings, usual)].join(', '), text.title);
}
