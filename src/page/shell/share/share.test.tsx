/** What a teacher's link holds and takes from the page, drawn: the dialog that makes it, and the page that it opens. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PARTS, VIEWS, type ControlName, type View } from '../../../experiment/controls';
import { KNOB_NAMES } from '../../../experiment/knobs';
import { DEFAULT_PAGE, type PageParameters } from '../../../experiment/query';
import { changeSettings, defaultSettings } from '../../../experiment/settings';
import type { MicroStep } from '../../../protocol/microSteps';
import { draw, hold, stubBrowser } from '../../../testing/drawPage';
import { drawApp } from '../../../testing/drawApp';
import { useRankings } from '../../store/label/rankings';
import { Markup } from '../../../testing/markup';
import { lockEverything, onlyKnob, onlyView } from '../../store/link/presets';
import { NO_RESTRICTIONS, type Restrictions } from '../../store/link/restrictions';
import { applyEvent, initialPageModel } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { text } from '../../text/text';
import ShareDialog from './ShareDialog';

vi.mock('react-aria-components', async (original: () => Promise<object>) =>
  (await import('../../../testing/openOverlays')).withOpenOverlays(original),
);

const settings = changeSettings(defaultSettings('XS'), { klCoef: 0.5, seed: 7 });
const run = (['pretrain', 'sft', 'rewardModel', 'ppo', 'evaluate'] as const).reduce(
  (before, stage) =>
    applyEvent(before, {
      ...{ type: 'stage', stage, status: 'paused', origin: 'trained', iteration: 1, iterations: 2, round: 2 },
      ...{ secondsLeft: null, stepsPerSecond: null, missing: [] },
    }),
  initialPageModel(settings),
);

beforeAll(() => {
  stubBrowser();
});

async function dialog(restrictions: Restrictions, changes: Partial<PageParameters> = { mask: 'on' }): Promise<Markup> {
  const putBack = hold(useStore, { run, restrictions, page: { ...DEFAULT_PAGE, ...changes } });
  const page = await draw(<ShareDialog onClose={() => undefined} />);
  putBack();
  return page;
}

describe('the dialog', () => {
  it('says what the link opens, and holds it', async () => {
    const page = await dialog(NO_RESTRICTIONS);
    expect(page.at('share-contents').text).toContain('PPO; seed 7; β 0.2 → 0.5');
    const link = new URL(page.at('share-link').attribute('value') ?? '');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({ klCoef: '0.5', seed: '7', size: 'XS' });
    expect(page.at('share-restrictions').text).toBe('0 hidden, 0 locked');
  });

  it.each(['on', 'off'] as const)(
    'has the link say that rude words are masked, where the page has it %s',
    async (mask) => {
      const page = await dialog(NO_RESTRICTIONS, { mask });
      expect(page.at('share-mask').attribute('checked')).toBe('');
      expect(new URL(page.at('share-link').attribute('value') ?? '').searchParams.get('mask')).toBe('on');
      expect(page.at('share-contents').text).not.toContain(text.classroom.share.page.mask());
    },
  );

  it('leaves it to each computer how many workers train', async () => {
    const page = await dialog(NO_RESTRICTIONS, { workers: '2', backend: 'wasm' });
    const { searchParams } = new URL(page.at('share-link').attribute('value') ?? '');
    expect([searchParams.get('workers'), searchParams.get('backend')]).toEqual([null, 'wasm']);
  });

  it('hands the link on as a frame, and opens it beside the page as a student sees it', async () => {
    const page = await dialog({ hidden: ['compare'], locked: [] });
    const link = page.at('share-link').attribute('value');
    const preview = page.at('share-preview');
    expect(preview.attribute('href')).toBe(link);
    expect([preview.attribute('target'), preview.attribute('rel')]).toEqual(['_blank', 'noopener']);
    const frame = Markup.read(page.at('share-frame').attribute('value') ?? '').one('iframe');
    expect(frame.attribute('src')).toBe(link);
  });

  it('ticks what is hidden and locked, counts it, and writes it into the link', async () => {
    const page = await dialog({ hidden: ['compare', 'reset'], locked: ['speed', 'klCoef'] });
    const ticked = page.all('input[type="checkbox"][checked]').map((box) => box.attribute('data-testid'));
    expect(ticked.sort()).toEqual(['hide-compare', 'hide-reset', 'lock-klCoef', 'lock-speed', 'share-mask']);
    expect(page.at('share-restrictions').text).toBe('2 hidden, 2 locked');
    expect(page.at('share-contents').text).toContain('controls: 2 hidden, 2 locked');
    const { searchParams } = new URL(page.at('share-link').attribute('value') ?? '');
    expect(searchParams.get('hide')).toBe('compare reset');
    expect(searchParams.get('lock')).toBe('speed klCoef');
  });

  it('has every control, each to be hidden, and to be locked where there is something to change', async () => {
    const page = await dialog(NO_RESTRICTIONS);
    for (const name of [...VIEWS, ...PARTS, ...KNOB_NAMES]) {
      expect(page.all(`[data-testid="hide-${name}"]`), name).toHaveLength(1);
      const onlyShown = ['samples', 'inside', 'source', 'mainChart', 'charts', 'moreCurves', 'share'].includes(name);
      expect(page.all(`[data-testid="lock-${name}"]`), name).toHaveLength(onlyShown ? 0 : 1);
    }
  });

  it('counts what is locked in one go, and names the one knob that is left', async () => {
    expect((await dialog(lockEverything(NO_RESTRICTIONS))).at('share-restrictions').text).toBe('0 hidden, 5 locked');
    const one = await dialog(onlyKnob(onlyView(NO_RESTRICTIONS, 'train'), 'klCoef'));
    expect(one.at('preset-one-knob').one('option[selected]').attribute('value')).toBe('klCoef');
  });
});

/** Where each part of the page is seen, and by what. */
const SEEN: Readonly<Partial<Record<ControlName, readonly [view: View, selector: string]>>> = {
  run: ['train', '[data-testid="run"]'],
  microStep: ['train', '[data-testid="micro-step"]'],
  iteration: ['train', '[data-testid="iteration-step"]'],
  reset: ['train', '[data-testid="reset"]'],
  speed: ['train', '[data-testid="speed"]'],
  nextRound: ['train', '[data-testid="next-round"]'],
  samples: ['train', '[data-testid="samples"]'],
  weights: ['train', '[data-testid="save-weights"]'],
  backend: ['train', '[data-testid="backend-badge"]'],
  share: ['train', '[data-testid="share"]'],
  klCoef: ['train', '[data-testid="knob-klCoef"]'],
  knobs: ['train', '[data-testid="knob-clipRange"]'],
  label: ['compare', '[data-testid="view-label"]'],
  fromNothing: ['start', '[data-testid="door-fromNothing"]'],
  prediction: ['lab', 'input[type="radio"]'],
  liveRun: ['lab', '[data-testid="lab-run"]'],
  recordings: ['lab', '[data-testid="lab-play"]'],
};

const seen = Object.entries(SEEN).map(([name, [view, selector]]) => [name as ControlName, view, selector] as const);

describe.each(seen)('a link that names %s', (name, view, selector) => {
  const page = (restrictions: Restrictions) =>
    drawApp({ run, view, scenario: view === 'lab' ? 'goodhart' : null, restrictions });

  it('may hide it', async () => {
    expect((await page(NO_RESTRICTIONS)).has(selector)).toBe(true);
    expect((await page({ hidden: [name], locked: [] })).has(selector)).toBe(false);
  });

  it('may lock it, and say so', async () => {
    const locked = await page({ hidden: [], locked: [name] });
    const place = locked.all('fieldset[disabled]').filter((each) => each.has(selector));
    expect(place.map((each) => each.attribute('title'))).toContain(text.classroom.locked);
  });
});

describe('a link', () => {
  it('to the map alone locks its stages, which still show how they stand', async () => {
    const page = await drawApp({ run, view: 'train', restrictions: { hidden: [], locked: ['map'] } });
    expect(page.at('stage-rewardModel').attribute('disabled')).toBe('');
    expect(page.at('stage-rewardModel').text).toContain('trained here');
    const without = await drawApp({ run, view: 'train', restrictions: { hidden: ['map'], locked: [] } });
    expect(without.has('[data-testid="stage-rewardModel"]')).toBe(false);
  });

  it('to one knob of one view leaves that knob, and leads nowhere else', async () => {
    const restrictions = onlyKnob(onlyView(NO_RESTRICTIONS, 'train'), 'klCoef');
    const page = await drawApp({ run, view: 'train', restrictions });
    expect(page.all('[data-testid^="knob-"]').map((knob) => knob.attribute('data-testid'))).toEqual(['knob-klCoef']);
    expect(page.has('fieldset[disabled] [data-testid="knob-klCoef"]')).toBe(false);
    for (const gone of ['view-compare', 'reset', 'open-weights', 'next-round']) {
      expect(page.has(`[data-testid="${gone}"]`), gone).toBe(false);
    }
    expect(page.at('stage-rewardModel').attribute('disabled')).toBe('');
  });

  it.each([
    [[], ['reward', 'kl', 'losses', 'clip', 'entropy', 'length']],
    [['charts'], ['reward']],
    [['mainChart'], ['kl', 'losses', 'clip', 'entropy', 'length']],
    [['mainChart', 'charts'], []],
  ] as const)('that hides %j leaves the charts %j', async (hidden, left) => {
    const page = await drawApp({ run, view: 'train', stepped: true, restrictions: { hidden, locked: [] } });
    expect(page.all('figure').map((chart) => chart.attribute('data-testid'))).toEqual(left.map((id) => `chart-${id}`));
    // Beside the answers stands the main chart alone.
    const answers = await drawApp({ run, view: 'train', restrictions: { hidden, locked: [] } });
    expect(answers.all('figure').map((chart) => chart.attribute('data-testid'))).toEqual(
      left.filter((id) => id === 'reward').map((id) => `chart-${id}`),
    );
    expect(answers.has('[data-testid="samples"]')).toBe(true);
  });

  it('that hides all charts but the main one, or that one, does so on Evaluate and in the lab too', async () => {
    for (const [view, scenario] of [
      ['evaluate', null],
      ['lab', 'goodhart'],
    ] as const) {
      const figures = async (...hidden: ControlName[]) => {
        const page = await drawApp({ run, view, scenario, restrictions: { hidden, locked: [] } });
        return page.all('figure').map((figure) => figure.attribute('data-testid'));
      };
      const [main, ...others] = await figures();
      expect(others.length).toBeGreaterThan(0);
      expect(await figures('charts')).toEqual([main]);
      expect(await figures('mainChart')).toEqual(others);
      expect(await figures('mainChart', 'charts')).toEqual([]);
    }
  });

  it('that hides the inside leaves the answers of a run, and one that hides the source leaves the rest of the inside', async () => {
    const step: MicroStep = { stage: 'ppo', kind: 'prompts', prompts: ['write a story about the cow .'] };
    const stepped = applyEvent(run, { type: 'microStep', iteration: 1, step });
    const page = (hidden: readonly ControlName[]) =>
      drawApp({ run: stepped, view: 'train', stepped: true, restrictions: { hidden, locked: [] } });
    const INSIDE = '[data-testid="current-micro-step"]';
    const SOURCE = '[data-testid="source"]';
    const whole = await page([]);
    expect([whole.has(INSIDE), whole.has(SOURCE)]).toEqual([true, true]);
    const withoutSource = await page(['source']);
    expect([withoutSource.has(INSIDE), withoutSource.has(SOURCE)]).toEqual([true, false]);
    const withoutInside = await page(['inside']);
    expect([withoutInside.has(INSIDE), withoutInside.has(SOURCE)]).toEqual([false, false]);
    expect(withoutInside.has('[data-testid="samples"]')).toBe(true);
  });

  it('to the label desk alone leads nowhere else', async () => {
    const responses = ['hello !', 'no .'].map((text) => ({ text, from: 'policy', quality: null, flags: [] }) as const);
    const rankings = [{ id: 'one', prompt: 'hello', responses, levels: [[0], [1]] }];
    const putBack = hold(useRankings, { rankings });
    const free = await drawApp({ run, view: 'label' });
    const page = await drawApp({ run, view: 'label', restrictions: { hidden: ['train'], locked: [] } });
    putBack();
    expect(free.has('[data-testid="label-train"]')).toBe(true);
    expect(page.has('[data-testid="label-compare"]')).toBe(true);
    for (const gone of ['label-train', 'view-train', 'label-to-reward-model']) {
      expect(page.has(`[data-testid="${gone}"]`), gone).toBe(false);
    }
  });
});
