/** The address bar is the experiment: read once at the start, rewritten as it changes. */
import { excerpt } from '../../../excerpt';
import {
  DEFAULT_PAGE,
  fromQuery,
  namesNothing,
  SCENARIO,
  toQuery,
  type Experiment,
  type PageParameters,
} from '../../../experiment/query';
import { VIEWS, type View } from '../../../experiment/controls';
import type { StageName } from '../../../experiment/names';
import { KNOB_NAMES } from '../../../experiment/knobs';
import { openKnobs, SCENARIO_NAMES, scenarioSettings, type ScenarioName } from '../../../experiment/scenarios';
import { defaultSettings, pickSettings, type Settings } from '../../../experiment/settings';
import { text } from '../../text/text';
import { asked } from './asked';
import { recallPage } from './rememberedPage';
import { controlStateOf, readRestrictions, writeRestrictions, type Restrictions } from './restrictions';

/** The views that a link can name behind its settings; an evaluation is named by its stage. */
const HASHES = {
  start: '#start',
  train: '#train',
  compare: '#compare',
  label: '#label',
  lab: '#lab',
  runs: '#runs',
} as const satisfies Partial<Record<View, string>>;

const HASHED_VIEWS = Object.keys(HASHES) as readonly (keyof typeof HASHES)[];

/** What older links call the view. */
const FORMER_HASH = '#ask';

export interface Link extends Experiment {
  readonly view: View;
  /** On view in the lab; null: its list. */
  readonly scenario: ScenarioName | null;
  /** What the link changes of the scenario's own settings. */
  readonly scenarioChanges: Partial<Settings>;
  readonly restrictions: Restrictions;
  readonly problems: readonly string[];
}

/** Reads the address. Of what it does not name, some is `remembered` on this machine; else all of that stands at its default. */
export function readLink(remembers = true): Link {
  const search = asked();
  const query = new URLSearchParams(search);
  const { restrictions, problems: unknownControls } = readRestrictions(query);
  const wanted = query.get(SCENARIO);
  const scenario = SCENARIO_NAMES.find((name) => name === wanted) ?? null;
  const {
    scenarioChanges,
    settings,
    page: named,
    problems: wrong,
  } = scenario ? readScenario(scenario, query) : { ...fromQuery(search), scenarioChanges: {} };
  const remembered = remembers ? recallPage() : DEFAULT_PAGE;
  const page = {
    ...named,
    ...(query.has('mask') ? {} : { mask: remembered.mask }),
    ...(query.has('pane') ? {} : { pane: remembered.pane }),
  };
  const problems = [...wrong, ...unknownControls];
  if (scenario) return { settings, page, view: 'lab', scenario, scenarioChanges, restrictions, problems };
  const unknown = wanted === null ? [] : [unknownScenario(wanted)];
  const hash = location.hash === FORMER_HASH ? HASHES.compare : location.hash;
  const hashed = HASHED_VIEWS.find((view) => hash === HASHES[view]);
  const askedView = hashed ?? (wanted !== null ? 'lab' : viewOfQuery(search, page.stage));
  const view = leftOf(askedView, restrictions);
  const stage = view === askedView ? page.stage : view === 'evaluate' ? view : DEFAULT_PAGE.stage;
  const allProblems = [...unknown, ...problems];
  return {
    settings,
    page: { ...page, stage },
    view,
    scenario,
    scenarioChanges: {},
    restrictions,
    problems: allProblems,
  };
}

/** A view that its own link hides gives way to the first that is left; one always is. */
function leftOf(view: View, restrictions: Restrictions): View {
  const hidden = (each: View) => controlStateOf(restrictions, each) === 'hidden';
  return hidden(view) ? (VIEWS.find((each) => !hidden(each)) ?? view) : view;
}

/** The view of a link that names none: the first one where it names nothing else either. */
function viewOfQuery(query: string, stage: StageName): 'start' | 'train' | 'evaluate' {
  if (stage === 'evaluate') return 'evaluate';
  return namesNothing(query) ? 'start' : 'train';
}

/** What a link to a view needs behind its query: one that names nothing leads to the first view, another to the stages. */
function hashOf(view: View, query: URLSearchParams): string {
  if (view === 'evaluate' || view === (query.size === 0 ? 'start' : 'train')) return '';
  return HASHES[view];
}

/**
 * What a link turns of a scenario; a knob whose value was refused stays where the scenario has it. Such a link speaks of the
 * lab alone: the stages keep their defaults.
 */
function readScenario(scenario: ScenarioName, query: URLSearchParams) {
  const known = openKnobs(scenario);
  const foreign = KNOB_NAMES.filter((knob) => query.has(knob) && !known.includes(knob));
  const own = new URLSearchParams([...query].filter(([name]) => !foreign.some((knob) => knob === name)));
  const initial = scenarioSettings(scenario);
  const { settings: read, page, problems } = fromQuery(own.toString(), initial);
  const turned = known.filter((knob) => read[knob] !== initial[knob]);
  return {
    scenarioChanges: pickSettings(read, turned),
    settings: defaultSettings(),
    page,
    problems: [...foreign.map((knob) => text.lab.link(knob, known.join(', '))), ...problems],
  };
}

function unknownScenario(wanted: string): string {
  return `"${SCENARIO}" in the link must be one of ${SCENARIO_NAMES.join(', ')}, got "${excerpt(wanted)}".`;
}

/** The folder the page lies in, whatever sub-path it is served from. */
export function baseUrl(): string {
  return new URL('.', location.href.split(/[?#]/)[0]).href;
}

/** What a link is made of. */
export interface Linked extends Experiment {
  readonly view: View;
  /** On view in the lab, with its settings as the learner has turned them. */
  readonly scenario: { readonly name: ScenarioName; readonly settings: Settings } | null;
  readonly restrictions: Restrictions;
}

/**
 * Query and hash that open this page again. `masksAnyway` names the mask though it is the usual one, for a browser that
 * remembers another.
 */
export function linkTo({ settings, page, view, scenario, restrictions }: Linked, masksAnyway = false): string {
  const inLab = view === 'lab' ? scenario : null;
  const query = inLab === null ? new URLSearchParams(toQuery({ settings, page })) : scenarioQuery(inLab, page);
  if (masksAnyway) query.set('mask', page.mask);
  writeRestrictions(query, restrictions);
  const hash = inLab === null ? hashOf(view, query) : '';
  return `${query.size === 0 ? '' : `?${query.toString()}`}${hash}`;
}

/** A scenario with what the learner changed of it. */
function scenarioQuery({ name, settings }: NonNullable<Linked['scenario']>, page: PageParameters): URLSearchParams {
  const query = new URLSearchParams({ [SCENARIO]: name });
  for (const parameter of ['backend', 'workers', 'mask'] as const) {
    if (page[parameter] !== DEFAULT_PAGE[parameter]) query.set(parameter, page[parameter]);
  }
  const initial = scenarioSettings(name);
  for (const knob of openKnobs(name)) {
    if (settings[knob] !== initial[knob]) query.set(knob, String(settings[knob]));
  }
  return query;
}

/** The address of this page, wherever it is served, that opens it so again; what it says of the mask it goes on to say. */
export function hereWith(linked: Linked): string {
  const saysMask = new URLSearchParams(asked()).has('mask');
  return `${location.pathname}${linkTo(linked, saysMask)}`;
}

/** The page's own parameters for an experiment that begins with random weights. */
export function fromNothing(page: PageParameters): PageParameters {
  return {
    ...DEFAULT_PAGE,
    backend: page.backend,
    workers: page.workers,
    mask: page.mask,
    pane: page.pane,
    stage: 'pretrain',
    start: 'scratch',
  };
}
