/** What an address opens, and that the page writes an address which opens the same again. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { VIEWS } from '../../../experiment/controls';
import { DEFAULT_PAGE } from '../../../experiment/query';
import { defaultSettings } from '../../../experiment/settings';
import { storage } from '../../../testing/storage';
import { hereWith, linkTo, readLink, type Linked } from './link';
import { keepPage } from './rememberedPage';
import { NO_RESTRICTIONS } from './restrictions';

function linkAt(address: string) {
  const { search, hash, pathname } = new URL(address, 'http://127.0.0.1');
  vi.stubGlobal('location', { search, hash, pathname });
  return readLink();
}

const viewAt = (address: string) => linkAt(address).view;

const plain: Linked = {
  settings: defaultSettings(),
  page: DEFAULT_PAGE,
  view: 'start',
  scenario: null,
  restrictions: NO_RESTRICTIONS,
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('an address', () => {
  it('that names nothing opens the first view', () => {
    for (const address of ['/', '/?', '/#start', '/?utm_source=mail&fbclid=1', '/?klCoef=0#start'])
      expect(viewAt(address), address).toBe('start');
  });

  it('that a chat or a mail program has rewritten opens the same', () => {
    const { settings, restrictions, problems } = linkAt(
      '/?size=XS&amp;klCoef=0.5&amp;hide=reset%2Bweights&amp;lock=seed',
    );
    expect([settings.size, settings.klCoef, restrictions, problems]).toEqual([
      ...['XS', 0.5],
      { hidden: ['reset', 'weights'], locked: ['seed'] },
      [],
    ]);
  });

  it('that names a knob, a stage, a view, a scenario or a control opens what it always has', () => {
    for (const address of [
      '/?klCoef=0',
      '/?stage=ppo',
      '/?backend=wasm',
      '/?mask=on',
      '/?mask=off',
      '/?hide=reset',
      '/?start=scratch',
    ])
      expect(viewAt(address), address).toBe('train');
    expect(viewAt('/#label')).toBe('label');
    expect(viewAt('/#ask')).toBe('compare');
    expect(viewAt('/?stage=evaluate')).toBe('evaluate');
    expect(viewAt('/?scenario=tamer')).toBe('lab');
  });

  it('that hides the view it names opens the first that it leaves, and Train if it leaves none', () => {
    expect(viewAt('/?show=label')).toBe('label');
    expect(viewAt('/?show=label+lab#train')).toBe('label');
    expect(viewAt('/?hide=train#train')).toBe('start');
    expect(linkAt('/?show=evaluate')).toMatchObject({ view: 'evaluate', page: { stage: 'evaluate' } });
    expect(linkAt('/?show=train&stage=evaluate')).toMatchObject({ view: 'train', page: { stage: 'ppo' } });
    expect(viewAt(`/?hide=${VIEWS.join('+')}#lab`)).toBe('train');
  });

  it('is bare for the first view, and has a name for every other', () => {
    expect(linkTo(plain)).toBe('');
    expect(linkTo({ ...plain, view: 'train' })).toBe('#train');
    expect(linkTo({ ...plain, view: 'train', page: { ...DEFAULT_PAGE, mask: 'off' } })).toBe('?mask=off');
  });

  it.each(VIEWS)('of the view %s opens it again, with a knob turned and without', (view) => {
    const page = { ...DEFAULT_PAGE, ...(view === 'evaluate' && { stage: 'evaluate' as const }) };
    for (const settings of [plain.settings, { ...plain.settings, klCoef: 0 }])
      expect(viewAt(`/${linkTo({ ...plain, page, settings, view })}`)).toBe(view);
  });
});

describe('rude words', () => {
  const maskAt = (address: string) => linkAt(address).page.mask;

  it('are masked, unless the link or what was set here earlier says otherwise', () => {
    vi.stubGlobal('localStorage', storage());
    expect(maskAt('/')).toBe('on');
    expect(maskAt('/?mask=off#compare')).toBe('off');
    keepPage('mask', 'off');
    expect(maskAt('/')).toBe('off');
    expect(maskAt('/?scenario=tamer')).toBe('off');
    expect(maskAt('/?mask=on')).toBe('on');
  });

  it('stay masked by a link that says so, whatever is remembered here, also once the address was written anew', () => {
    vi.stubGlobal('localStorage', storage());
    keepPage('mask', 'off');
    for (const view of VIEWS) {
      const page = { ...DEFAULT_PAGE, ...(view === 'evaluate' && { stage: 'evaluate' as const }) };
      const opened = linkAt(`/${linkTo({ ...plain, page, view }, true)}`);
      expect([opened.view, opened.page.mask]).toEqual([view, 'on']);
      expect(maskAt(hereWith({ ...plain, page, view }))).toBe('on');
    }
    linkAt('/');
    expect(hereWith(plain)).toBe('/');
  });
});
