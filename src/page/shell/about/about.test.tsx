/** The dialog that says what the page is, drawn. */
import { beforeAll, expect, it, vi } from 'vitest';
import { version } from '../../../../package.json';
import { LICENSES } from '../../../../scripts/licenses/licenses';
import { draw, hold, stubBrowser } from '../../../testing/drawPage';
import { NO_WORK, useAside } from '../../store/saved/aside';
import { useOffline } from '../../store/offline';
import { PAPERS } from '../../text/papers';
import { text } from '../../text/text';
import EarlierWork from '../EarlierWork';
import AboutDialog from './AboutDialog';
import { heldWork } from './Traces';

vi.mock('react-aria-components', async (original: () => Promise<object>) =>
  (await import('../../../testing/openOverlays')).withOpenOverlays(original),
);

beforeAll(() => {
  stubBrowser();
});

it('names the license, the version and every paper, each as a link, and nothing that was not found yet', async () => {
  const page = await draw(<AboutDialog onClose={() => undefined} />);
  const { licenseMeaning, looking, sent } = text.about;
  expect(page.texts('p')).toEqual(expect.arrayContaining([licenseMeaning, looking, sent]));
  expect(page.at('about-version').text).toContain(version);
  expect(page.at('about-licenses').attribute('href')).toBe(`./${LICENSES}`);
  const papers = page.at('about-papers').all('a');
  expect(papers.map((link) => link.attribute('href'))).toEqual(PAPERS.map(({ url }) => url));
  expect(page.at('delete-all').attribute('disabled')).toBe('');
  expect(page.has('[data-testid="about-aside"]')).toBe(false);
});

it('tells what a fresh start has set aside, and so does the page that was started fresh', async () => {
  const work = { ...NO_WORK, rankings: ['a', 'b'], visits: ['v'] };
  const putBack = hold(useAside, { work, justNow: true });
  const about = await draw(<AboutDialog onClose={() => undefined} />);
  const found = await draw(<EarlierWork />);
  putBack();
  const told = '2 rankings, the models of 1 visit';
  expect(about.at('about-aside').text).toContain(told);
  expect(found.at('earlier-work').text).toContain(told);
  expect(await draw(<EarlierWork />).then((page) => page.text)).toBe('');
});

it('says whether the browser keeps a copy of the page, and why not', async () => {
  const putBack = hold(useOffline, { copy: 'none', why: 'SecurityError' });
  const refused = await draw(<AboutDialog onClose={() => undefined} />);
  putBack();
  expect(refused.at('about-offline').texts('p')).toEqual([text.about.offline.none]);
  expect(refused.at('about-offline').text).toContain('SecurityError');
  const coming = await draw(<AboutDialog onClose={() => undefined} />);
  expect(coming.at('about-offline').text).toBe(text.about.offline.coming);
});

it('tells work that cannot be read from none', () => {
  const { anyWork, inThisBrowser, nothing, remembered, unread } = text.about;
  expect(heldWork(NO_WORK)).toEqual({ sentence: `${inThisBrowser(nothing)} ${remembered}`, held: nothing });
  expect(heldWork('unread')).toEqual({ sentence: `${unread} ${remembered}`, held: anyWork });
});
