/** The words of a stranger's run are words, wherever they are drawn: none of them becomes an element of the page. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import { drawApp, drawTraining } from '../../../testing/drawApp';
import { hold, stubBrowser } from '../../../testing/drawPage';
import { SCRIPT } from '../../../testing/hostile/mutations';
import { runText } from '../../../testing/hostile/runText';
import type { Markup } from '../../../testing/markup';
import { makeFilm, runAt, type Film } from '../../store/saved/film';
import { initialPageModel } from '../../store/run/pageModel';
import { pack, unpack } from '../../store/saved/packing';
import type { SavedRun } from '../../store/saved/recorder';
import { readEvents, readRunFile } from '../../store/saved/runFile';
import { useRuns } from '../../store/saved/runs';

beforeAll(() => {
  stubBrowser();
});

async function opened(stage: TrainedStage): Promise<{ readonly head: SavedRun; readonly film: Film }> {
  const { head, packed } = await readRunFile('a.run', await pack(runText(stage, () => SCRIPT)));
  if (!('stage' in head)) throw new Error('The file holds a run of the lab.');
  return { head, film: makeFilm(readEvents(await unpack(packed), head.name), head.settings) };
}

function expectWordsAlone(page: Markup): void {
  expect(page.text).toContain(SCRIPT);
  expect(page.all('img')).toEqual([]);
  expect(page.all('script')).toEqual([]);
  expect(page.has('[onerror]')).toBe(false);
}

it.each(TRAINED_STAGES)('of %s, at every moment of its replay, answers and notices included', async (stage) => {
  const { head, film } = await opened(stage);
  const live = initialPageModel(defaultSettings('XS'));
  for (const [place, moment] of film.moments.entries()) {
    const run = runAt(film, moment);
    for (const stepped of [true, false])
      expectWordsAlone(await drawTraining(run, stage, { stepped, replay: { head, film, place, live } }));
  }
});

it('in the list of runs', async () => {
  const { head } = await opened('ppo');
  const unreadable = { id: '2', name: SCRIPT, begun: 1, problem: SCRIPT };
  const putBack = hold(useRuns, { list: [head, unreadable] });
  const page = await drawApp({ view: 'runs' });
  putBack();
  expectWordsAlone(page);
});

const AS_MARKUP =
  /\w+\.(?:innerHTML|outerHTML|srcdoc)\s*=|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|createContextualFragment|\beval\(|new Function\(/g;

it('because the page’s source never takes a text for markup or for code', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes('node_modules'),
  );
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    [...readFileSync(`src/${file}`, 'utf8').matchAll(AS_MARKUP)].map(([use]) => `src/${file}: ${use}`),
  );
  expect(found).toEqual([]);
});

/** Between the page and its workers there are messages, on the workers themselves. */
const LISTENS =
  /(?:window|globalThis|self|top|parent)\.(?:addEventListener\(\s*['"]message|onmessage)|(?<![.\w])(?:addEventListener\(\s*['"]message['"]|onmessage\s*=)/g;

it('and it listens to no message of a page that embeds it', () => {
  const files = readdirSync('src/page', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  );
  const found = [...files.map((file) => `src/page/${file}`), 'src/main.tsx'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(LISTENS)].map(([use]) => `${file}: ${use}`),
  );
  expect(found).toEqual([]);
});
