import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_PAGE } from './query';
import { KNOB_NAMES, knobOf, type KnobName } from './knobs';
import { armsOf, openKnobs, SCENARIO_NAMES, SCENARIOS, scenarioSettings, YOURS } from './scenarios';
import { checkKnob, defaultSettings, type Settings } from './settings';
import { armLabel } from '../page/ui/armLabel';
import { OUTCOMES } from '../page/store/lab/outcomes';
import { linkTo, readLink } from '../page/store/link/link';
import { NO_RESTRICTIONS } from '../page/store/link/restrictions';
import { text } from '../page/text/text';

function problemsOf(settings: Settings): string[] {
  return KNOB_NAMES.flatMap((name) => {
    const checked = checkKnob(name, settings[name]);
    return 'problem' in checked ? [checked.problem] : [];
  });
}

/** A value that a knob allows and does not stand at. */
function another(name: KnobName, now: Settings[KnobName]): Settings[KnobName] {
  const knob = knobOf(name);
  if (knob.kind === 'switch') return !now;
  if (knob.kind === 'choice') return (knob.choices.find((choice) => choice !== now) ?? now) as Settings[KnobName];
  return now === knob.min ? knob.max : knob.min;
}

function visit(query: string) {
  vi.stubGlobal('location', { search: query, hash: '', href: `http://127.0.0.1/${query}`, pathname: '/' });
  return readLink();
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(SCENARIO_NAMES)('the scenario %s', (name) => {
  const { panels, fixed, named = [], yours } = SCENARIOS[name];

  it('has words, pictures, something beside, and an outcome', () => {
    const { title, known, question, predict, choices, paper, differs } = text.lab.scenarios[name];
    for (const words of [title, known, question, paper, differs]) expect(words).not.toBe('');
    expect(predict).toMatch(/ …$/);
    expect(choices.length).toBeGreaterThanOrEqual(3);
    expect(panels.length).toBeGreaterThan(0);
    expect(fixed.length + named.length).toBeGreaterThan(0);
    expect(OUTCOMES[name]).toBeTypeOf('function');
  });

  it.each(['live', 'recorded'] as const)('has settings that every knob allows, %s', (length) => {
    const arms = armsOf(name, scenarioSettings(name, length));
    expect(arms.flatMap(({ settings }) => problemsOf(settings))).toEqual([]);
    expect(arms.at(-1)?.name === YOURS).toBe(yours !== null);
  });

  it('calls every arm by another name', () => {
    const arms = [...fixed.map((arm) => arm.name), ...named, ...(yours === null ? [] : [YOURS])];
    expect(new Set(arms.map((arm) => armLabel(name, arm, scenarioSettings(name)))).size).toBe(arms.length);
  });

  it('is the same after a link to it, with every knob turned', () => {
    const knobs = openKnobs(name);
    const initial = scenarioSettings(name);
    const changes = Object.fromEntries(knobs.map((knob) => [knob, another(knob, initial[knob])])) as Partial<Settings>;
    const lab = {
      settings: defaultSettings(),
      page: DEFAULT_PAGE,
      view: 'lab',
      restrictions: NO_RESTRICTIONS,
    } as const;
    const restrictions = { hidden: ['recordings'], locked: ['seed'] } as const;
    const link = visit(linkTo({ ...lab, restrictions, scenario: { name, settings: { ...initial, ...changes } } }));
    expect(link).toMatchObject({ view: 'lab', scenario: name, scenarioChanges: changes, restrictions, problems: [] });
    expect(linkTo({ ...lab, scenario: { name, settings: initial } })).toBe(`?scenario=${name}`);
  });
});

it.each([
  ['Goodhart’s law', 'goodhart'],
  ['reward hacking', 'goodhart'],
  ['length bias', 'verbosity'],
  ['alignment tax', 'alignmentTax'],
  ['best-of-n', 'bestOfN'],
  ['RLOO', 'algorithms'],
  ['GRPO', 'algorithms'],
  ['DPO', 'algorithms'],
  ['TAMER', 'tamer'],
] as const)('who looks for “%s” in the list finds it', (name, scenario) => {
  const { title, known, question } = text.lab.scenarios[scenario];
  expect([title, known, question].join(' ').toLowerCase()).toContain(name.toLowerCase());
});

describe('a link to the lab', () => {
  it('says which scenarios there are when it names another', () => {
    const { scenario, view, problems } = visit('?scenario=goodheart');
    expect({ scenario, view }).toEqual({ scenario: null, view: 'lab' });
    expect(problems).toEqual([`"scenario" in the link must be one of ${SCENARIO_NAMES.join(', ')}, got "goodheart".`]);
  });

  it('leaves a knob where the scenario has it when its value is none', () => {
    const { scenarioChanges, problems } = visit('?scenario=goodhart&klCoef=9');
    expect(scenarioChanges).toEqual({});
    expect(problems).toEqual(['Setting "klCoef" must be a number from 0 to 4, got 9.']);
  });

  it('rounds what does not fit the settings of the scenario, and says so', () => {
    expect(visit('?scenario=labelers&carelessLabelers=60')).toMatchObject({
      scenarioChanges: { carelessLabelers: 40 },
      problems: [expect.stringContaining('"carelessLabelers" was rounded from 60 to 40')],
    });
    const { scenarioChanges, problems } = visit('?scenario=labelers&carelessLabelers=60&labelers=100');
    expect(scenarioChanges).toEqual({ carelessLabelers: 40 });
    expect(problems).toHaveLength(2);
  });

  it('says which knobs the scenario has when it turns another', () => {
    const { scenarioChanges, problems } = visit('?scenario=goodhart&clipRange=1&klCoef=0.1');
    expect(scenarioChanges).toEqual({ klCoef: 0.1 });
    expect(problems).toEqual([text.lab.link('clipRange', 'klCoef, ppoIterations, seed')]);
  });
});
