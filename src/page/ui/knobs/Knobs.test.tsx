/** The knobs of PPO as they stand at first, and as links open them. */
import { beforeAll, expect, it } from 'vitest';
import { changeSettings, defaultSettings, type Settings } from '../../../experiment/settings';
import { draw, hold, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { NO_RESTRICTIONS, restrict, type Restrictions } from '../../store/link/restrictions';
import { initialPageModel } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { Knobs } from './Knobs';

const NAMES = ['ppoIterations', 'policyLr', 'klCoef', 'clipRange', 'lambda'] as const;

beforeAll(stubBrowser);

async function drawKnobs(changes: Partial<Settings>, restrictions: Restrictions = NO_RESTRICTIONS): Promise<Markup> {
  const putBack = hold(useStore, {
    run: initialPageModel(changeSettings(defaultSettings(), changes)),
    restrictions,
  });
  const page = await draw(<Knobs names={NAMES} />);
  putBack();
  return page;
}

const isOpen = (page: Markup) => page.has('details[open]');
const folded = (page: Markup) =>
  page
    .one('details')
    .all('[data-value]')
    .map((knob) => knob.attribute('data-testid'));

it('few knobs stand open; the fold says how many of the others are changed, and is open then', async () => {
  const usual = await drawKnobs({});
  expect(folded(usual)).toEqual(['knob-clipRange', 'knob-lambda']);
  expect(isOpen(usual)).toBe(false);
  expect(usual.at('advanced').text).toBe('more knobs');
  const changed = await drawKnobs({ lambda: 0.5, klCoef: 1 });
  expect(isOpen(changed)).toBe(true);
  expect(changed.at('advanced').text).toBe('more knobs · 1 changed');
});

it('a link that locks a folded knob opens the fold, as does one that leaves only folded ones', async () => {
  expect(isOpen(await drawKnobs({}, restrict(NO_RESTRICTIONS, 'clipRange', 'locked')))).toBe(true);
  expect(isOpen(await drawKnobs({}, restrict(NO_RESTRICTIONS, 'klCoef', 'locked')))).toBe(false);
  const left = ['ppoIterations', 'policyLr', 'klCoef'] as const;
  const hidden = left.reduce((all, name) => restrict(all, name, 'hidden'), NO_RESTRICTIONS);
  expect(isOpen(await drawKnobs({}, hidden))).toBe(true);
});
