/** A teacher prints each view: sheets that hold the whole of it, with nothing to press and no chart over another. */
import type { Page } from '@playwright/test';
import { expect, test, type Learner } from './learner';

const LINK = { pane: 'inside', size: 'XS', backend: 'wasm', ppoIterations: 4, rolloutBatch: 8, ptxBatch: 2 };

/** How many sheets' sides the browser prints. */
async function sidesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** Width of A4 between the margins, px. */
const SHEET = (186 / 25.4) * 96;

interface Laid {
  readonly overlaps: readonly string[];
  readonly wide: readonly string[];
  readonly drawn: number;
  readonly pressable: readonly string[];
}

/** What is wrong with the sheet as it is laid out. */
function laidOut(page: Page): Promise<Laid> {
  return page.evaluate((sheet) => {
    const boxOf = (element: Element) => element.getBoundingClientRect();
    const seen = (element: Element) => boxOf(element).width > 0 && boxOf(element).height > 0;
    const nameOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 40);
    const charts = [...document.querySelectorAll('figure')].filter(seen);
    const overlaps = charts.flatMap((one, i) =>
      charts.slice(i + 1).flatMap((other) => {
        const [a, b] = [boxOf(one), boxOf(other)];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return across > 1 && down > 1 && !one.contains(other) ? [`${nameOf(one)} over ${nameOf(other)}`] : [];
      }),
    );
    const drawings = [...document.querySelectorAll('main figure svg, main table')].filter(seen);
    const fields = [...document.querySelectorAll('select, progress, input:not([type="radio"]), button')].filter(seen);
    return {
      overlaps,
      wide: drawings.filter((each) => boxOf(each).right > sheet + 1).map(nameOf),
      drawn: charts.filter((chart) => [...chart.querySelectorAll('svg')].some((svg) => boxOf(svg).height > 40)).length,
      pressable: fields.filter((each) => !each.hasAttribute('data-printed')).map((each) => each.outerHTML.slice(0, 80)),
    };
  }, SHEET);
}

async function expectCleanSheet(learner: Learner, view: string, charts: number, sides: number): Promise<void> {
  const { page } = learner;
  await page.emulateMedia({ media: 'print' });
  await expect(learner.at('sheet-head')).toContainText('RLHF Playground');
  await expect(learner.at('sheet-head')).toContainText('http://127.0.0.1');
  const clean = { overlaps: [], wide: [], drawn: charts, pressable: [] };
  await expect.poll(() => laidOut(page), { message: view }).toEqual(clean);
  expect(await sidesOf(page), view).toBe(sides);
  await page.emulateMedia({ media: 'screen' });
  await expect(learner.at('sheet-head')).toHaveCount(0);
}

test('what was trained, compared and evaluated is printed whole', async ({ learner }) => {
  const { page } = learner;
  await page.emulateMedia({ colorScheme: 'dark' });
  await learner.open(LINK);
  await learner.run('ppo', 60_000);
  await learner.reading('reward', 'goldReward');
  await expectCleanSheet(learner, 'train', 6, 1);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await learner.at('view-label').click();
  await expect(learner.at('label-list')).toBeVisible({ timeout: 60_000 });
  await expectCleanSheet(learner, 'label', 0, 1);

  await learner.at('view-compare').click();
  await learner.at('compare-input').fill('write a mean story about the cow .');
  await learner.at('compare-send').click();
  await expect(learner.at('answer-ppo-1')).toBeVisible({ timeout: 60_000 });
  await expectCleanSheet(learner, 'compare', 0, 1);

  await learner.at('view-runs').click();
  await expect(learner.at('overlay-run').first()).toBeVisible();
  await expectCleanSheet(learner, 'runs', 0, 1);

  await learner.at('view-evaluate').click();
  await learner.at('run').click();
  await expect(learner.at('evaluation-ppo-gold')).not.toHaveAttribute('data-value', '', { timeout: 120_000 });
  await expect(learner.at('figure-hhh').locator('svg').first()).toBeVisible();
  await expectCleanSheet(learner, 'evaluate', 5, 3);
});

test('a scenario of the lab is printed with its question, its choices and its curves', async ({ learner }) => {
  const { page } = learner;
  await page.goto('/?scenario=goodhart&backend=wasm');
  await learner.at('lab-play').click({ timeout: 60_000 });
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout: 120_000 });
  await expectCleanSheet(learner, 'lab', 2, 2);
});
