/** Links that somebody has written by hand, cut short, pasted twice, or made to harm. */
import { isDeepStrictEqual } from 'node:util';
import { CONTROL_NAMES, VIEWS } from '../../experiment/controls';
import { isKnob, knobOf, KNOB_NAMES } from '../../experiment/knobs';
import { PAGE_PARAMETERS } from '../../experiment/query';
import { SCENARIO_NAMES, scenarioSettings } from '../../experiment/scenarios';
import { checkKnob, type Settings } from '../../experiment/settings';
import { linkTo, readLink, type Link } from '../../page/store/link/link';
import type { Rng } from '../../rng';
import { hold, type Door } from './door';
import { SCRIPT } from './mutations';

const PAGE_NAMES = Object.keys(PAGE_PARAMETERS) as readonly (keyof typeof PAGE_PARAMETERS)[];
const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'size[]',
  'klcoef',
  SCRIPT,
  'utm_source',
];
const NAMES = [
  ...KNOB_NAMES,
  ...PAGE_NAMES,
  ...['hide', 'show', 'lock', 'scenario', 'bench', 'fresh', 'mask'],
  ...ODD_NAMES,
];
const VALUES: readonly ((rng: Rng) => string)[] = [
  (rng) => String(rng.pick([0, 1, -1, 0.5, 2, 64, 1e9, 1e308, -1e308, NaN, Infinity, -Infinity, 5e-324, 2 ** 53])),
  (rng) =>
    rng.pick([
      '',
      ' ',
      'true',
      'false',
      'XS',
      'S',
      'M',
      'auto',
      'wasm',
      'on',
      '1e999',
      '0x10',
      '1_000',
      '٣',
      '−1',
      'null',
    ]),
  (rng) => rng.pick([SCRIPT, '__proto__', 'javascript:alert(1)', '%', '%ff%fe', '%00', '\u202e', '&&==', '#train']),
  (rng) => rng.pick(SCENARIO_NAMES),
  (rng) =>
    Array.from({ length: rng.int(12) }, () => rng.pick([...CONTROL_NAMES, ...ODD_NAMES])).join(
      rng.pick([' ', ',', '+']),
    ),
  (rng) => 'x'.repeat(rng.pick([50, 5000])),
];
const HASHES = ['', '#', '#ask', '#constructor', '#__proto__', `#${SCRIPT}`, ...VIEWS.map((view) => `#${view}`)];

/** One link in many names tens of thousands of things. */
const CROWDED = 0.004;

function anyQuery(rng: Rng): string {
  if (rng.chance(CROWDED)) {
    const many = Array.from({ length: 20_000 }, (_, i) => `a${i}`);
    return rng.pick([
      `?${many.map((name) => `${name}=1`).join('&')}`,
      `?hide=${many.join('+')}`,
      `?${many.map(() => 'size=x').join('&')}`,
    ]);
  }
  const written = (text: string) => (rng.chance(0.3) ? text : encodeURIComponent(text));
  const parts = Array.from({ length: rng.int(8) }, () => {
    const name = rng.pick(NAMES);
    const value = rng.chance(0.3) ? likely(name, rng) : rng.pick(VALUES)(rng);
    return `${written(name)}=${written(value)}`;
  });
  return `?${parts.join('&')}`;
}

/** A value that the setting may have. */
function likely(name: string, rng: Rng): string {
  if (!isKnob(name)) return rng.pick(VALUES)(rng);
  const knob = knobOf(name);
  if (knob.kind === 'choice') return rng.pick(knob.choices);
  return knob.kind === 'switch' ? String(rng.chance(0.5)) : String(rng.pick([knob.min, knob.max]));
}

function opened(search: string, hash: string): Link {
  const origin = 'http://127.0.0.1';
  Object.assign(globalThis, { location: { origin, pathname: '/', search, hash, href: `${origin}/${search}${hash}` } });
  return readLink(false);
}

const allowed = (settings: Partial<Settings>) =>
  KNOB_NAMES.every((name) => !(name in settings) || 'value' in checkKnob(name, settings[name]));

export const links: Door = {
  name: 'links',
  place: /"[^]*"|[Ll]ink/,
  enter: (rng) => {
    const link = opened(anyQuery(rng), rng.pick(HASHES));
    const { settings, page, view, scenario, scenarioChanges, restrictions, problems } = link;
    hold(KNOB_NAMES.every((name) => name in settings) && allowed(settings) && allowed(scenarioChanges), 'settings');
    hold(
      PAGE_NAMES.every((name) => (PAGE_PARAMETERS[name] as readonly string[]).includes(page[name])),
      'parameters of the page',
    );
    hold(VIEWS.includes(view) && !restrictions.hidden.includes(view), 'the view');
    hold(
      [...restrictions.hidden, ...restrictions.locked].every((name) => CONTROL_NAMES.includes(name)),
      'restrictions',
    );
    hold(Object.getPrototypeOf({}) === Object.prototype && !('polluted' in {}), 'prototypes');
    const inLab = scenario && { name: scenario, settings: { ...scenarioSettings(scenario), ...scenarioChanges } };
    const [search, hash = ''] = linkTo({ settings, page, view, scenario: inLab, restrictions }).split('#');
    const again = opened(search, hash === '' ? '' : `#${hash}`);
    hold(again.problems.length === 0, `its own link: ${again.problems.join(' ')}`);
    for (const part of ['settings', 'page', 'view', 'scenario', 'scenarioChanges', 'restrictions'] as const)
      hold(isDeepStrictEqual(again[part], link[part]), `${part} of its own link`);
    return problems;
  },
};
