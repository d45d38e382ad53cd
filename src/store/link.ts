/** The address bar is the experiment: read once at the start, rewritten on every change. */
import { lengthKnobs, SCENARIO_NAMES, scenarioKnobs, scenarioSettings, type ScenarioName } from '../scenarios';
import {
  DEFAULT_PAGE,
  defaultSettings,
  fromQuery,
  KNOB_NAMES,
  SCENARIO,
  toQuery,
  type Experiment,
  type KnobName,
  type PageParameters,
  type Settings,
} from '../settings';
import { text } from '../text/text';

/**
 * What the learner looks at: the stages, one prompt answered by many models, answers to rank, the table of all models, or
 * the lab.
 */
export type View = 'train' | 'compare' | 'label' | 'evaluate' | 'lab';

/** The views that a link names behind its settings. */
const HASHES: Readonly<Partial<Record<View, string>>> = { compare: '#compare', label: '#label', lab: '#lab' };

/** What older links call the view. */
const FORMER_HASH = '#ask';

export interface Link extends Experiment {
  readonly view: View;
  /** On view in the lab; null: its list. */
  readonly scenario: ScenarioName | null;
  /** What the link changes of the scenario's own settings. */
  readonly scenarioChanges: Partial<Settings>;
  readonly problems: readonly string[];
}

/** A link to a scenario speaks of the lab alone: the stages keep their defaults. */
export function readLink(): Link {
  const query = new URLSearchParams(location.search);
  const { settings, page, problems } = fromQuery(location.search);
  const wanted = query.get(SCENARIO);
  const scenario = SCENARIO_NAMES.find((name) => name === wanted) ?? null;
  if (scenario) {
    const { scenarioChanges, foreign } = readScenarioKnobs(scenario, query);
    const all = [...foreign, ...problems];
    return { settings: defaultSettings(), page, view: 'lab', scenario, scenarioChanges, problems: all };
  }
  const unknown = wanted === null ? [] : [unknownScenario(wanted)];
  const hash = location.hash === FORMER_HASH ? HASHES.compare : location.hash;
  const named = (['compare', 'label', 'lab'] as const).find((view) => hash === HASHES[view]);
  const view = named ?? (wanted !== null ? 'lab' : page.stage === 'evaluate' ? 'evaluate' : 'train');
  return { settings, page, view, scenario, scenarioChanges: {}, problems: [...unknown, ...problems] };
}

/** Knobs that a link may turn: those of the scenario, and how long it runs. */
function linkKnobs(scenario: ScenarioName): readonly KnobName[] {
  return [...scenarioKnobs(scenario), ...lengthKnobs(scenario)];
}

/** What a link turns of a scenario; a knob whose value was refused stays where the scenario has it. */
function readScenarioKnobs(scenario: ScenarioName, query: URLSearchParams) {
  const known = linkKnobs(scenario);
  const named = KNOB_NAMES.filter((knob) => query.has(knob));
  const read = (knob: KnobName) => fromQuery(new URLSearchParams({ [knob]: query.get(knob) ?? '' }).toString());
  const turned = named.filter((knob) => known.includes(knob) && read(knob).problems.length === 0);
  return {
    scenarioChanges: Object.fromEntries(turned.map((knob) => [knob, read(knob).settings[knob]])),
    foreign: named.filter((knob) => !known.includes(knob)).map((knob) => text.lab.link(knob, known.join(', '))),
  };
}

function unknownScenario(wanted: string): string {
  return `"${SCENARIO}" in the link must be one of ${SCENARIO_NAMES.join(', ')}, got "${wanted}".`;
}

/** The folder the page lies in, whatever sub-path it is served from. */
export function baseUrl(): string {
  return new URL('.', location.href.split(/[?#]/)[0]).href;
}

export function writeLink(experiment: Experiment, view: View): void {
  write(toQuery(experiment), HASHES[view] ?? '');
}

/** The link to a scenario with what the learner changed of it. */
export function writeScenarioLink(scenario: ScenarioName, settings: Settings, { backend }: PageParameters): void {
  const query = new URLSearchParams({ [SCENARIO]: scenario });
  if (backend !== DEFAULT_PAGE.backend) query.set('backend', backend);
  const initial = scenarioSettings(scenario);
  for (const knob of linkKnobs(scenario)) {
    if (settings[knob] !== initial[knob]) query.set(knob, String(settings[knob]));
  }
  write(query.toString(), '');
}

function write(query: string, hash: string): void {
  history.replaceState(null, '', `${location.pathname}${query === '' ? '' : `?${query}`}${hash}`);
}

/** The page's own parameters for an experiment that begins with random weights. */
export function fromNothing(page: PageParameters): PageParameters {
  return { ...DEFAULT_PAGE, backend: page.backend, stage: 'pretrain', start: 'scratch' };
}
