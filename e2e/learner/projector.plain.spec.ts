/** On a small projector, with its large type, nothing that is written or drawn lies over anything else. */
import type { Page } from '@playwright/test';
import { expect, test } from './learner';

const LINK = { size: 'XS', backend: 'wasm', ppoIterations: 3, rolloutBatch: 8, ptxBatch: 2 };

/** Pairs of lines of text, or of a text and a small drawing beside it, that share more than hairs of their boxes. */
function writtenOver(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Box {
      readonly of: Node;
      readonly name: string;
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
    }
    const ICON = 40;
    /** What is drawn of a box: scrolled boxes cut it. */
    const cut = (of: Node, element: Element, name: string, rect: DOMRect): Box => {
      let { left, right, top, bottom } = rect;
      for (let around: Element | null = element; around !== null; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const edge = around.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
      }
      return { of, name, left, right, top, bottom };
    };
    const isSeen = (element: Element) => {
      if (element.matches('details:not([open])')) return false;
      for (let around: Element | null = element; around !== null; around = around.parentElement) {
        const { opacity, visibility, clipPath } = getComputedStyle(around);
        if (opacity === '0' || visibility !== 'visible' || clipPath !== 'none') return false;
        const closed = around.parentElement?.closest('details:not([open])');
        if (around.tagName !== 'SUMMARY' && closed === around.parentElement && closed !== null && closed !== undefined)
          return false;
      }
      // Accents of a formula stand over their letters.
      return element.closest('math') === null;
    };
    const boxes: Box[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      const words = (node.nodeValue ?? '').trim();
      if (words === '' || element === null || !isSeen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) boxes.push(cut(node, element, words.slice(0, 30), rect));
    }
    for (const svg of document.querySelectorAll('svg')) {
      const rect = svg.getBoundingClientRect();
      if (rect.width < ICON && rect.height < ICON && isSeen(svg)) boxes.push(cut(svg, svg, 'icon', rect));
    }
    const drawn = boxes.filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
    return drawn.flatMap((a, i) =>
      drawn.slice(i + 1).flatMap((b) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Lines of large type stand closer than their boxes are high.
        return a.of !== b.of && across > 2 && down > 4 ? [`${a.name} | ${b.name}`] : [];
      }),
    );
  });
}

test('at 1024 × 768 no text of any view lies over another, nor over an icon', async ({ learner }) => {
  const { page } = learner;
  await page.setViewportSize({ width: 1024, height: 768 });
  await learner.open(LINK);
  await learner.at('display').click();
  await learner.at('projector').check();
  await page.keyboard.press('Escape');
  await expect(learner.at('projector')).toHaveCount(0);
  const expectClean = (where: string) => expect.poll(() => writtenOver(page), { message: where }).toEqual([]);
  await expectClean('before anything runs');
  for (const kind of ['rollout', 'score', 'klPenalty', 'advantages', 'update']) {
    await learner.stepTo(kind);
    await expectClean(kind);
  }
  await learner.run('ppo', 60_000);
  await learner.reading('reward', 'goldReward');
  await expectClean('when PPO is done');
  for (const stage of ['pretrain', 'sft', 'rewardModel'] as const) {
    await learner.select(stage);
    await expectClean(stage);
  }
  for (const view of ['label', 'compare', 'evaluate', 'lab', 'runs']) {
    await learner.at(`view-${view}`).click();
    await expect(page.getByRole('main')).toBeVisible();
    await expectClean(view);
  }
});

test('the axes of the lab grow with the type', async ({ learner }) => {
  const { page } = learner;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto('/?scenario=goodhart&backend=wasm');
  await learner.at('lab-play').click({ timeout: 60_000 });
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout: 120_000 });
  const label = page.locator('.recharts-cartesian-axis-tick-value').first();
  const size = () => label.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  const line = () =>
    page
      .locator('.recharts-line-curve')
      .first()
      .evaluate((element) => parseFloat(getComputedStyle(element).strokeWidth));
  const [usual, thin] = [await size(), await line()];
  await learner.at('display').click();
  await learner.at('projector').check();
  await page.keyboard.press('Escape');
  expect(await size()).toBeGreaterThan(usual * 1.35);
  await expect.poll(line).toBeGreaterThan(thin * 1.35);
});
