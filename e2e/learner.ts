/** A learner at the page: opens links, clicks, reads curves. Watches that the page neither complains nor asks strangers. */
import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** What the browser itself says when there is no graphics adapter; not ours. */
const BROWSERS_OWN = [/No available adapters/, /WebGPU is experimental/, /powerPreference option is currently ignored/];

/** Charts are redrawn at most four times a second: what they show may be this old, in milliseconds. */
const UPDATE_INTERVAL = 300;

export const STAGES = ['pretrain', 'sft', 'rewardModel', 'ppo'] as const;
export type Stage = (typeof STAGES)[number];

export class Learner {
  readonly complaints: string[] = [];
  readonly strangers: string[] = [];

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

  async open(query: Readonly<Record<string, string | number>>): Promise<void> {
    const pairs = Object.entries(query).map(([name, value]) => [name, String(value)]);
    await this.page.goto(`/?${new URLSearchParams(pairs).toString()}`);
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

  async step(unit: 'micro-step' | 'iteration-step'): Promise<void> {
    const before = await this.page.evaluate(() => performance.now());
    await this.at(unit).click({ timeout: 120_000 });
    await this.page.waitForFunction((since) => performance.now() > since + 300, before);
    await expect(this.at('run')).toBeEnabled({ timeout: 240_000 });
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
