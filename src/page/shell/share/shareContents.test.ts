import { describe, expect, it } from 'vitest';
import { DEFAULT_PAGE, HIDE, LOCK, PAGE_PARAMETERS, SCENARIO } from '../../../experiment/query';
import { KNOB_NAMES, knobOf, type KnobName } from '../../../experiment/knobs';
import { openKnobs, SCENARIO_NAMES, scenarioSettings } from '../../../experiment/scenarios';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import { linkTo, type Linked } from '../../store/link/link';
import { NO_RESTRICTIONS } from '../../store/link/restrictions';
import { shareContents } from './shareContents';

const plain: Linked = {
  settings: defaultSettings(),
  page: DEFAULT_PAGE,
  view: 'train',
  scenario: null,
  restrictions: NO_RESTRICTIONS,
};

/** A value that the knob allows and that is not the given one. */
function another(name: KnobName, value: Settings[KnobName]): Settings[KnobName] {
  const knob = knobOf(name);
  if (knob.kind === 'switch') return value === false;
  if (knob.kind === 'choice') return knob.choices.find((each) => each !== value) as Settings[KnobName];
  return value === knob.max ? knob.min : knob.max;
}

function parametersOf(linked: Linked): readonly string[] {
  const query = new URLSearchParams(linkTo(linked).split('#')[0]);
  return [...query.keys()].filter((name) => name !== 'stage' && name !== SCENARIO);
}

/** The link carries this parameter alone, and the sentence says of it what it does not say without. */
function expectTold(linked: Linked, without: Linked, parameter: string, value = ''): void {
  expect(parametersOf(linked)).toEqual([parameter]);
  const contents = shareContents(linked);
  expect(contents).not.toBe(shareContents(without));
  expect(contents).toContain(value);
}

describe('what a link is said to carry', () => {
  it('is nothing but the view and the seed where nothing is changed', () => {
    expect(parametersOf(plain)).toEqual([]);
    expect(shareContents(plain)).toBe('PPO; seed 0; all settings at their defaults');
  });

  it.each(KNOB_NAMES)('names %s, and its value', (name) => {
    const value = another(name, plain.settings[name]);
    const settings = { ...defaultSettings(name === 'size' ? (value as Settings['size']) : 'S'), [name]: value };
    const written = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
    expectTold({ ...plain, settings }, plain, name, written);
  });

  it('names the switch of all sizes', () => {
    const settings = { ...plain.settings, evaluateAllSizes: true };
    expect(shareContents({ ...plain, settings, view: 'evaluate' })).toBe('Evaluate; seed 0; all sizes off → on');
  });

  it('names the backend, the start, rude words that are shown, and what is restricted', () => {
    for (const parameter of ['backend', 'start', 'mask'] as const) {
      const value = PAGE_PARAMETERS[parameter].find((each) => each !== DEFAULT_PAGE[parameter]);
      expectTold({ ...plain, page: { ...DEFAULT_PAGE, [parameter]: value } }, plain, parameter);
    }
    expectTold(
      { ...plain, restrictions: { hidden: ['reset', 'speed'], locked: [] } },
      plain,
      HIDE,
      '2 hidden, 0 locked',
    );
    expectTold({ ...plain, restrictions: { hidden: [], locked: ['run'] } }, plain, LOCK, '0 hidden, 1 locked');
  });

  it.each(SCENARIO_NAMES)('names what is changed of the scenario %s', (name) => {
    const initial = scenarioSettings(name);
    const opened: Linked = { ...plain, view: 'lab', scenario: { name, settings: initial } };
    expect(parametersOf(opened)).toEqual([]);
    for (const knob of openKnobs(name)) {
      const settings = { ...initial, [knob]: another(knob, initial[knob]) };
      expectTold({ ...opened, scenario: { name, settings } }, opened, knob);
    }
    expectTold({ ...opened, page: { ...DEFAULT_PAGE, backend: 'wasm' } }, opened, 'backend', 'wasm');
    expectTold({ ...opened, page: { ...DEFAULT_PAGE, mask: 'off' } }, opened, 'mask');
  });
});
