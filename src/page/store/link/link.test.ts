/** What an address opens, and that the page writes an address which opens the same again. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { VIEWS } from '../../../experiment/controls';
import { DEFAULT_PAGE } from '../../../experiment/query';
import { defaultSettings } from '../../../experiment/settings';
import { linkTo, readLink, type Linked } from './link';
import { NO_RESTRICTIONS } from './restrictions';

function viewAt(address: string) {
  const { search, hash } = new URL(address, 'http://127.0.0.1');
  vi.stubGlobal('location', { search, hash });
  return readLink().view;
}

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

  it('that names a knob, a stage, a view, a scenario or a control opens what it always has', () => {
    for (const address of [
      '/?klCoef=0',
      '/?stage=ppo',
      '/?backend=wasm',
      '/?mask=on',
      '/?hide=reset',
      '/?start=scratch',
    ])
      expect(viewAt(address), address).toBe('train');
    expect(viewAt('/#label')).toBe('label');
    expect(viewAt('/#ask')).toBe('compare');
    expect(viewAt('/?stage=evaluate')).toBe('evaluate');
    expect(viewAt('/?scenario=tamer')).toBe('lab');
  });

  it('is bare for the first view, and has a name for every other', () => {
    expect(linkTo(plain)).toBe('');
    expect(linkTo({ ...plain, view: 'train' })).toBe('#train');
    expect(linkTo({ ...plain, view: 'train', page: { ...DEFAULT_PAGE, mask: 'on' } })).toBe('?mask=on');
  });

  it.each(VIEWS)('of the view %s opens it again, with a knob turned and without', (view) => {
    const page = { ...DEFAULT_PAGE, ...(view === 'evaluate' && { stage: 'evaluate' as const }) };
    for (const settings of [plain.settings, { ...plain.settings, klCoef: 0 }])
      expect(viewAt(`/${linkTo({ ...plain, page, settings, view })}`)).toBe(view);
  });
});
