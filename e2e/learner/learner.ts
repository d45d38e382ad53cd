/** A learner at the page: opens links, clicks, reads curves. Watches that the page neither complains nor asks strangers. */
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import { readKept } from './kept';

/** What the browser and its driver themselves say; not ours. */
const BROWSERS_OWN = [
  /No available adapters/,
  /WebGPU is experimental/,
  /powerPreference option is currently ignored/,
  /Service Worker registration blocked by Playwright/,
];

/** Charts are redrawn at most four times a second: what they show may be this old, in milliseconds. */
const UPDATE_INTERVAL = 300;

/**
 * Until the stage that is stepped by the next click has run and paused again, and what it shows is drawn, which is done in
 * turns, one in an animation frame: when it paused, by the page's clock. Runs in the page.
 */
async function untilStepped(): Promise<number> {
  const TURNS = 12;
  const paused = await new Promise<number>((resolve) => {
    let ran = false;
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-testid="pause"]') !== null) ran = true;
      else if (ran && document.querySelector('[data-testid="run"]:not(:disabled)') !== null) {
        observer.disconnect();
        resolve(Date.now());
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-testid', 'disabled'] });
  });
  for (let turn = 0; turn < TURNS; turn++) await new Promise(requestAnimationFrame);
  return paused;
}

export const STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo'] as const;
export type Stage = (typeof STAGES)[number];

export class Learner {
  readonly complaints: string[] = [];
  readonly strangers: string[] = [];
  /** By the page's clock, to the frame: when the last step was over, milliseconds since 1970. */
  private stepped = Infinity;

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      const ours = !BROWSERS_OWN.some((known) => known.test(message.text()));
      if ((message.type() === 'error' || message.type() === 'warning') && ours) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.context().on('request', (request) => {
      const url = new URL(request.url());
      if (/^(http|ws)s?:$/.test(url.protocol) && url.hostname !== '127.0.0.1') this.strangers.push(request.url());
    });
  }

  /** A link with these parameters; without any it names the stages, as a bare address leads to the first view. */
  async open(query: Readonly<Record<string, string | number>>): Promise<void> {
    const pairs = Object.entries(query).map(([name, value]) => [name, String(value)]);
    await this.page.goto(pairs.length === 0 ? '/#train' : `/?${new URLSearchParams(pairs).toString()}`);
    await expect(this.at('backend-badge')).toContainText(/WASM|WebGPU|CPU/i, { timeout: 120_000 });
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  async select(stage: Stage): Promise<void> {
    await this.at(`stage-${stage}`).click();
  }

  /** Runs the stage to its end. */
  async run(stage: Stage, timeout: number): Promise<void> {
    await this.select(stage);
    await this.at('run').click({ timeout: 120_000 });
    await expect(this.at(`stage-${stage}`)).toHaveAttribute('data-status', 'done', { timeout });
  }

  /** Opens the fold that holds the knobs few need; a link that names one of them has opened it. */
  async moreKnobs(): Promise<void> {
    const fold = this.page.locator('details', { has: this.at('advanced') });
    if ((await fold.getAttribute('open')) === null) await this.at('advanced').click();
    await expect(fold).toHaveAttribute('open');
  }

  async step(unit: 'micro-step' | 'iteration-step'): Promise<void> {
    const over = this.page.evaluate(untilStepped);
    await this.at(unit).click({ timeout: 120_000 });
    this.stepped = await over;
  }

  /** One micro-step at a time, until the stage shows the asked one. */
  async stepTo(kind: string): Promise<void> {
    const current = this.at('current-micro-step');
    const arrived = async () => (await current.count()) > 0 && (await this.microStep()) === kind;
    for (let i = 0; i < 10 && !(await arrived()); i++) await this.step('micro-step');
    await expect(current).toHaveAttribute('data-kind', kind);
  }

  /** Until the page has kept where the last step has led; it does so a moment after each. */
  async kept(): Promise<void> {
    await expect
      .poll(async () => (await this.page.evaluate(readKept))?.saved ?? 0)
      .toBeGreaterThanOrEqual(this.stepped);
  }

  /** Until the page has kept that all it trained is done. */
  async keptDone(): Promise<void> {
    await expect
      .poll(async () => {
        const kept = await this.page.evaluate(readKept);
        return kept !== null && kept.iteration === null && kept.done > 0;
      })
      .toBe(true);
  }

  /** Until the page keeps nothing, since nothing is trained any more. */
  async keptNothing(): Promise<void> {
    await expect.poll(() => this.page.evaluate(readKept)).toBeNull();
  }

  /** As the browser tells a page whose tab goes to the back, or comes to the front again. */
  async setHidden(hidden: boolean): Promise<void> {
    await this.page.evaluate((now) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  }

  /** The newest value of a curve. */
  async reading(chart: string, metric: string): Promise<number> {
    await this.page.waitForTimeout(UPDATE_INTERVAL);
    const last = this.at(`chart-${chart}`).locator(`[data-metric="${metric}"]`);
    await expect(last).not.toHaveAttribute('data-value', '');
    return Number(await last.getAttribute('data-value'));
  }

  async microStep(): Promise<string | null> {
    return this.at('current-micro-step').getAttribute('data-kind');
  }
}

/** A test with a learner; it fails if the page complained or asked another origin. */
export const test = base.extend<{ learner: Learner }>({
  learner: async ({ page }, use) => {
    const learner = new Learner(page);
    await use(learner);
    expect(learner.complaints).toEqual([]);
    expect(learner.strangers).toEqual([]);
  },
});

export { expect };
