/**
 * An experiment as a link has it: the settings, and what is not a knob of the experiment but of the page (backend, stage,
 * start), to and from the query.
 */
import { fewOf, quote } from '../excerpt';
import { fitSettings } from './fits';
import { isKnob, KNOB_NAMES, KNOBS } from './knobs';
import type { Knob } from './knobs/knob';
import { BACKENDS, STAGES } from './names';
import { nearest } from '../nearest';
import { checkKnob, defaultSettings, readSettings, type Settings } from './settings';

export const PAGE_PARAMETERS = {
  /** auto times real steps; webgpu forces even a software adapter. */
  backend: ['auto', ...BACKENDS],
  /** How many train together on WASM; auto: as many as real steps are the fastest with. */
  workers: ['auto', '1', '2', '3', '4', '5', '6', '7', '8'],
  stage: STAGES,
  /** shipped opens the ready-made checkpoints, scratch starts at random weights. */
  start: ['shipped', 'scratch'],
  /** on shows the world's rude words with dots in them, off shows them whole. */
  mask: ['on', 'off'],
  /** What Train shows: the model's answers before and now, or the inside of a micro-step. */
  pane: ['answers', 'inside'],
} as const;

/** In a link: the view that measures this machine instead of the page. It has no value. */
export const BENCH = 'bench';

/** In a link: the lab's scenario on view. */
export const SCENARIO = 'scenario';

/** In a link: names of controls that the page hides, of those that alone it shows, and of those that it shows but locks. */
export const HIDE = 'hide';
export const SHOW = 'show';
export const LOCK = 'lock';

/** In a link: the page opens without what earlier visits made in this browser. It has no value, and goes once that is done. */
export const FRESH = 'fresh';

/** What sites and mail programs append to links to know who follows them: it says nothing of an experiment. */
const TRACKING =
  /^(utm|mtm|matomo|pk|piwik|hsa|_hs|ga|mc|oly|vero|ml|at)_|^(_ga|_gl|_hsenc|_hsmi|_openstat|dclid|epik|fbclid|gad_source|gbraid|gclid|gclsrc|igsh|igshid|li_fat_id|mibextid|mkt_tok|msclkid|rb_clickid|ref|ref_src|ref_url|s_cid|s_kwcid|sc_cid|share_id|si|spm|srsltid|ttclid|twclid|wbraid|wickedid|yclid|ysclid)$/i;

/** In a link, and no settings of the experiment. */
const NO_SETTINGS: readonly string[] = [BENCH, SCENARIO, HIDE, SHOW, LOCK, FRESH];

export type PageParameters = { readonly [K in keyof typeof PAGE_PARAMETERS]: (typeof PAGE_PARAMETERS)[K][number] };

export interface Experiment {
  readonly settings: Settings;
  readonly page: PageParameters;
}

export const DEFAULT_PAGE: PageParameters = {
  backend: 'auto',
  workers: 'auto',
  stage: 'ppo',
  start: 'shipped',
  mask: 'on',
  pane: 'answers',
};

function readValue(knob: Knob, text: string): unknown {
  if (knob.kind === 'choice') return text;
  if (knob.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function unknownSettings(names: readonly string[]): string {
  const different = [...new Set(names)];
  const named = fewOf(different, (name) => {
    const near = nearest(name, [...Object.keys(PAGE_PARAMETERS), ...KNOB_NAMES]);
    const quoted = quote(name);
    return near.length === 0 ? quoted : `${quoted} (perhaps ${near.join(' or ')} was meant)`;
  });
  return different.length === 1
    ? `The link names a setting that does not exist: ${named}.`
    : `The link names settings that do not exist: ${named}.`;
}

/** Sentences on values are told one by one, each once, but for those beyond so many. */
const MOST_TOLD = 100;

function fewSentences(problems: readonly string[]): readonly string[] {
  const different = [...new Set(problems)];
  const more = different.length - MOST_TOLD;
  if (more <= 0) return different;
  return [...different.slice(0, MOST_TOLD), `The link has ${more} more values that cannot be read.`];
}

/**
 * Reads an experiment from a query string; what it does not name stands as `otherwise`, at its default unless given. What
 * is unknown or out of range is left so, with a sentence that says it, and so is what was rounded to fit the rest.
 */
export function fromQuery(query: string, otherwise?: Settings): Experiment & { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const changes: Record<string, unknown> = {};
  const page: Record<string, string> = { ...DEFAULT_PAGE };
  const unknown: string[] = [];
  for (const [name, text] of new URLSearchParams(query)) {
    if (NO_SETTINGS.includes(name) || TRACKING.test(name)) continue;
    if (Object.hasOwn(PAGE_PARAMETERS, name)) {
      const allowed: readonly string[] = PAGE_PARAMETERS[name as keyof PageParameters];
      if (allowed.includes(text)) page[name] = text;
      else problems.push(`"${name}" in the link must be one of ${allowed.join(', ')}, got ${quote(text)}.`);
    } else if (isKnob(name)) {
      const checked = checkKnob(name, readValue(KNOBS[name], text));
      if ('problem' in checked) problems.push(checked.problem);
      else changes[name] = checked.value;
    } else {
      unknown.push(name);
    }
  }
  const { settings, sentences } = fitSettings(readSettings(changes, otherwise).settings);
  const told = [...fewSentences(problems), ...sentences, ...(unknown.length > 0 ? [unknownSettings(unknown)] : [])];
  return { settings, page: page as PageParameters, problems: told };
}

/** Whether a query asks for nothing of the page: it is empty, but for what sites and mail programs append. */
export function namesNothing(query: string): boolean {
  return [...new URLSearchParams(query).keys()].every((name) => TRACKING.test(name));
}

/** The shortest query string that gives this experiment: only what differs from the defaults. */
export function toQuery({ settings, page }: Experiment): string {
  const defaults = defaultSettings(settings.size);
  const query = new URLSearchParams();
  for (const name of Object.keys(PAGE_PARAMETERS) as (keyof PageParameters)[]) {
    if (page[name] !== DEFAULT_PAGE[name]) query.set(name, page[name]);
  }
  for (const name of KNOB_NAMES) {
    if (settings[name] !== defaults[name] || (name === 'size' && settings.size !== 'S'))
      query.set(name, String(settings[name]));
  }
  return query.toString();
}
