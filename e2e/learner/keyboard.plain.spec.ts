/** The whole walk by keyboard alone: no pointer, and nothing focused that Tab does not reach. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Learner } from './learner';

const LINK = {
  pane: 'inside',
  size: 'XS',
  backend: 'wasm',
  ppoIterations: 2,
  rolloutBatch: 8,
  ptxBatch: 2,
  minibatches: 2,
  ppoEpochs: 1,
  evaluationSamples: 1,
};

/** More stops than the longest view has. */
const STOPS = 220;

/** A learner without a pointer. */
class Typist {
  readonly page: Page;

  constructor(readonly learner: Learner) {
    this.page = learner.page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses Tab until the element has the focus, from its end of the page if it stands before; fails if it never does. */
  async tabTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible({ timeout: 120_000 });
    const focused = () => target.evaluate((element) => element === document.activeElement);
    const behind = await target.evaluate((element) => {
      const { activeElement } = document;
      return (
        activeElement !== null &&
        Boolean(activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING)
      );
    });
    for (let stops = 0; stops < STOPS; stops++) {
      if (await focused()) return;
      await this.press(behind ? 'Shift+Tab' : 'Tab');
    }
    expect(await focused(), `${String(target)} is reached by Tab`).toBe(true);
  }

  async tabToId(testId: string): Promise<void> {
    await this.tabTo(this.learner.at(testId));
  }

  /** Goes there and presses it. */
  async activate(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await expect(target).toBeEnabled({ timeout: 120_000 });
    await this.tabTo(target);
    await this.press(key);
  }

  async activateId(testId: string, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.activate(this.learner.at(testId), key);
  }
}

/** From the run bar, one micro-step after the other, to the end of the iteration. */
async function stepsAnIteration(typist: Typist): Promise<void> {
  const { learner, page } = typist;
  const seen = learner.at('current-micro-step');
  for (const kind of ['prompts', 'rollout', 'score', 'klPenalty', 'advantages']) {
    await typist.activateId('micro-step');
    await expect(seen).toHaveAttribute('data-kind', kind);
  }

  // Looks back, and at the present one again.
  const steps = seen.getByRole('button');
  await typist.activate(steps.nth(3));
  await expect(steps.nth(3)).toHaveAttribute('aria-pressed', 'true');
  await typist.activate(steps.nth(4));

  // A token of the ledger, and its number in the formula.
  const numbers = learner.at('numbers-advantages');
  const tokens = page.locator('thead button[aria-pressed]');
  await typist.activate(tokens.nth(1));
  await expect(tokens.nth(1)).toHaveAttribute('aria-pressed', 'true');
  const advantage = page.locator('tr[data-row="advantages"] td').nth(1);
  const told = Number(await advantage.getAttribute('data-value'));
  await expect.poll(async () => Number(await numbers.getAttribute('data-value'))).toBeCloseTo(told, 5);
  await typist.activateId('unfold');
  await expect(learner.at('unfolded')).toBeVisible();

  // A term lights up, and the lines of the source that compute it.
  const term = page.locator('[data-testid^="term-"]').first();
  await typist.tabTo(term);
  await expect(term).toHaveAttribute('data-lit', 'true');
  await typist.activate(page.locator('[data-testid="source"] summary'));
  await expect(page.locator('[data-source] li').first()).toBeVisible();

  for (const kind of ['update', 'update', 'metrics']) {
    await typist.activateId('micro-step');
    await expect(seen).toHaveAttribute('data-kind', kind);
  }
  await typist.activateId('run');
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
}

async function readsACurve(typist: Typist): Promise<void> {
  const { learner } = typist;
  const chart = learner.at('chart-kl');
  const cursor = chart.getByRole('slider');
  await typist.tabTo(cursor);
  await typist.press('End');
  const last = Number((await learner.reading('kl', 'kl')).toPrecision(6));
  await expect(chart.locator('[data-reading="kl"]')).toContainText(String(last));
  await typist.press('ArrowLeft');
  await expect(cursor).toHaveAttribute('aria-valuenow', '1');
  await typist.press('Escape');
  await expect(learner.at('chart-values')).toHaveCount(0);
}

async function ranksAPrompt(typist: Typist): Promise<void> {
  const { learner, page } = typist;
  await typist.activateId('view-label');
  const rows = learner.at('label-list').getByRole('row');
  await expect(rows.first()).toBeVisible({ timeout: 60_000 });
  await typist.tabTo(rows.first());
  const second = await rows.nth(1).getAttribute('data-response');
  await typist.press('ArrowDown', 'Shift+ArrowUp');
  await expect(rows.first()).toHaveAttribute('data-response', second ?? '');
  await typist.press('6', 'Enter');
  await expect(learner.at('label-progress')).toHaveAttribute('data-done', '1');
  await expect(page.getByTestId('kept-label')).toHaveCount(1);
}

async function compares(typist: Typist): Promise<void> {
  const { learner, page } = typist;
  await typist.activateId('view-compare');
  await typist.activateId('use-case-question');
  const prompt = learner.at('use-case-prompts').getByRole('button').first();
  const asked = await prompt.innerText();
  await typist.activate(prompt);
  await expect(learner.at('compare-newest').getByRole('heading', { level: 3 })).toContainText(asked);

  // Typed, with a completion.
  await typist.tabToId('compare-input');
  await typist.press('Control+A');
  await page.keyboard.type('describe the o');
  await expect(page.getByRole('option').first()).toBeVisible();
  await typist.press('Escape', 'Control+A');
  await page.keyboard.type('describe the owl .');
  await typist.press('Escape');
  await typist.activateId('compare-send');
  await expect(learner.at('compare-newest').getByRole('heading', { level: 3 })).toContainText('describe the owl .');

  const tokens = learner.at('answer-ppo-1').getByRole('toolbar').first().getByRole('button');
  await typist.tabTo(tokens.first());
  await typist.press('ArrowRight');
  await expect(tokens.nth(1)).toBeFocused();
  await expect(learner.at('token-detail')).toContainText(await tokens.nth(1).innerText());
  await typist.press('Enter');
  await expect(learner.at('attention')).toHaveAttribute('data-ready', 'true');
  await typist.activateId('attention-close');
  await expect(learner.at('attention')).toBeHidden();
}

async function evaluates(typist: Typist): Promise<void> {
  const { learner } = typist;
  await typist.activateId('view-evaluate');
  await typist.activateId('run');
  const figure = learner.at('figure-size');
  await expect(figure.locator('[data-value]').first()).toBeVisible({ timeout: 120_000 });
  await expect(learner.at('pause')).toHaveCount(0, { timeout: 120_000 });
  await typist.activate(figure.getByRole('button', { name: /show as table$/ }));
  await expect(figure.getByRole('table', { name: 'gold' })).toBeVisible();
}

async function overlaysAndReplays(typist: Typist): Promise<void> {
  const { learner } = typist;
  await typist.activateId('view-runs');
  await expect(learner.at('run-card')).toHaveCount(1);
  await typist.activateId('overlay-run');
  await expect(learner.at('overlay-run')).toHaveAttribute('aria-pressed', 'true');
  await typist.activateId('view-train');
  await expect(learner.at('overlay-note')).toBeVisible();
  await typist.activate(learner.at('overlay-note').getByRole('button'));
  await expect(learner.at('overlay-note')).toHaveCount(0);

  await typist.activateId('view-runs');
  await typist.activateId('replay-run');
  await typist.tabToId('replay-scrubber');
  await typist.press('Home', 'ArrowRight');
  await expect(learner.at('replay')).toHaveAttribute('data-place', '1');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', 'prompts');
  await typist.press('End');
  await expect(learner.at('replay-moment')).toHaveText('iteration 2 of 2');
  await typist.activateId('replay-leave');
  await expect(learner.at('run')).toBeVisible();
}

async function shares(typist: Typist): Promise<void> {
  const { learner } = typist;
  await typist.activateId('share');
  await expect(learner.at('share-dialog')).toBeVisible();
  await typist.tabToId('preset-lock');
  await typist.press('Space');
  await expect(learner.at('share-link')).toHaveValue(/lock=/);
  await typist.activateId('share-each');
  await typist.tabToId('lock-klCoef');
  await typist.press('Space');
  await expect(learner.at('lock-klCoef')).toBeChecked();
  await expect(learner.at('share-link')).toHaveValue(/lock=[^&]*klCoef/);
  await typist.press('Escape');
  await expect(learner.at('share-dialog')).toHaveCount(0);
  await expect(learner.at('share')).toBeFocused();
}

test('a learner walks the whole page by keyboard alone', async ({ learner }) => {
  await learner.open(LINK);
  await expect(learner.at('run')).toBeEnabled({ timeout: 60_000 });
  const typist = new Typist(learner);
  await test.step('steps an iteration and looks into it', () => stepsAnIteration(typist));
  await test.step('reads a curve', () => readsACurve(typist));
  await test.step('ranks a prompt', () => ranksAPrompt(typist));
  await test.step('compares answers', () => compares(typist));
  await test.step('evaluates', () => evaluates(typist));
  await test.step('lays a run over the present one and replays it', () => overlaysAndReplays(typist));
  await test.step('makes a link', () => shares(typist));
});

test('a key that is held takes one step, or sets the stage running once', async ({ page, learner }) => {
  await learner.open({ ...LINK, stage: 'ppo', ppoIterations: 60 });
  await expect(learner.at('run')).toBeEnabled({ timeout: 120_000 });
  const hold = async (key: string) => {
    for (let i = 0; i < 6; i++) await page.keyboard.down(key);
    await page.keyboard.up(key);
  };
  await hold('m');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', 'prompts');
  await page.waitForTimeout(1000);
  expect(await learner.microStep()).toBe('prompts');

  await learner.at('micro-step').focus();
  await hold('Enter');
  await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', 'rollout');
  await page.waitForTimeout(1000);
  expect(await learner.microStep()).toBe('rollout');

  await learner.at('micro-step').blur();
  await hold(' ');
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'running');
});
