import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VIEWS } from '../../experiment/controls';
import { KNOB_NAMES } from '../../experiment/knobs';
import { DEFAULT_PAGE } from '../../experiment/query';
import { scenarioSettings } from '../../experiment/scenarios';
import { changeSettings, defaultSettings } from '../../experiment/settings';
import { text } from '../text/text';
import { pageTitle } from './pageTitle';

const plain = { view: 'train', page: DEFAULT_PAGE, settings: defaultSettings(), scenario: null } as const;
const turned = (changes: Parameters<typeof changeSettings>[1]) => changeSettings(defaultSettings(), changes);

it('names the view, and the stage that it trains', () => {
  expect(pageTitle(plain)).toBe('Train PPO – RLHF Playground');
  expect(pageTitle({ ...plain, view: 'compare' })).toBe('Compare – RLHF Playground');
  expect(new Set(VIEWS.map((view) => pageTitle({ ...plain, view }))).size).toBe(VIEWS.length);
});

it('names what is set otherwise than usual, and counts what would be too much to read', () => {
  const klOff = turned({ klCoef: 0 });
  expect(pageTitle({ ...plain, settings: klOff })).toBe('Train PPO, KL penalty 0 – RLHF Playground');
  expect(pageTitle({ ...plain, settings: turned({ size: 'XS' }) })).toContain(`${text.knobs.size.label} XS –`);
  const seven = turned({ klCoef: 0, seed: 1, ppoEpochs: 1, gamma: 0.9, lambda: 0.9, ptxCoef: 0, clipRange: 0.1 });
  const changed = KNOB_NAMES.filter((name) => seven[name] !== plain.settings[name]);
  expect(pageTitle({ ...plain, settings: seven })).toContain(`, and ${changed.length - 3} more –`);
});

it('is the scenario of the lab, with what was turned of it', () => {
  const scenario = { name: 'goodhart', settings: scenarioSettings('goodhart') } as const;
  const { title } = text.lab.scenarios.goodhart;
  expect(pageTitle({ ...plain, view: 'lab', scenario })).toBe(`${title} – RLHF Playground`);
  const seeded = { ...scenario, settings: { ...scenario.settings, seed: 7 } };
  expect(pageTitle({ ...plain, view: 'lab', scenario: seeded })).toContain('seed 7');
});

it('of the first view is that of the document before the page is drawn', () => {
  const title = pageTitle({ ...plain, view: 'start' });
  expect(title).toMatch(/^RLHF Playground: .*human feedback/);
  expect(readFileSync('index.html', 'utf8')).toContain(`<title>${title}</title>`);
});
