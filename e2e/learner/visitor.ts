/** A learner who comes with Firefox or WebKit as they are installed. Watches that the page has nothing to complain of. */
import { expect, test as base } from './learner';
import { findEngine, MISSING, type EngineName } from '../browsers/engines';
import { readKept, type KeptRecords } from './kept';
import type { Box } from './paint';
import { withEngine } from '../browsers/startEngine';
import type { Send } from '../browsers/webDriver';

/** The key under which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const ENTER = '\uE007';
const END = '\uE010';
const BACKSPACE = '\uE003';
const LEFT = '\uE012';

/** The selector of a test id. */
export const at = (testId: string) => `[data-testid="${testId}"]`;

export class Visitor {
  constructor(
    private readonly send: Send,
    private readonly site: string,
  ) {}

  async open(query: string): Promise<void> {
    await this.send('navigate', { url: `${this.site}?${query}` });
    await expect.poll(() => this.text(at('backend-badge')), { timeout: 120_000 }).toMatch(/WASM|WebGPU|CPU/i);
  }

  async reload(): Promise<void> {
    await this.send('refresh');
  }

  /** What a function body gives back in the page; `arguments` are its arguments there. */
  private async read<T>(body: string, ...args: readonly unknown[]): Promise<T> {
    return (await this.send('executeScript', { script: body, args })) as T;
  }

  /** Of its stages in the middle, what the page has kept. */
  async kept(): Promise<KeptRecords | null> {
    return this.read(`return (${readKept.toString()})()`);
  }

  async address(): Promise<URL> {
    return new URL(await this.read<string>('return location.href'));
  }

  async count(selector: string): Promise<number> {
    return this.read('return document.querySelectorAll(arguments[0]).length', selector);
  }

  async text(selector: string): Promise<string> {
    return this.read('return document.querySelector(arguments[0])?.innerText ?? ""', selector);
  }

  async attribute(selector: string, name: string): Promise<string | null> {
    return this.read('return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null', selector, name);
  }

  async expectAttribute(selector: string, name: string, value: string, timeout = 60_000): Promise<void> {
    await expect.poll(() => this.attribute(selector, name), { message: `${selector} ${name}`, timeout }).toBe(value);
  }

  /** An element that is there and can be used, once it is. */
  private async find(selector: string): Promise<string> {
    const usable = `${selector}:not(:disabled)`;
    await expect.poll(() => this.count(usable), { message: usable, timeout: 60_000 }).toBeGreaterThan(0);
    const found = await this.read<Record<string, string>>('return document.querySelector(arguments[0])', usable);
    return found[ELEMENT];
  }

  async click(selector: string): Promise<void> {
    await this.send('click', { id: await this.find(selector) });
  }

  /** A PNG of the page from its top left corner, in base64; WebKit's driver misplaces those of single elements. */
  async picture(): Promise<string> {
    return (await this.send('takeScreenshot', { id: await this.find('body'), full: false })) as string;
  }

  /** Where an element lies, px. */
  async box(selector: string): Promise<Box> {
    return this.read(
      `const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
       return { left, top, width, height };`,
      selector,
    );
  }

  /** Moves a slider so many places down. */
  async slowDown(selector: string, places: number): Promise<void> {
    await this.send('sendKeys', { id: await this.find(selector), text: LEFT.repeat(places) });
  }

  /** Writes a text in place of what a field says, and hands it in. */
  async enter(selector: string, text: string): Promise<void> {
    const before = await this.read<string>('return document.querySelector(arguments[0]).value', selector);
    const keys = END + BACKSPACE.repeat(before.length) + text + ENTER;
    await this.send('sendKeys', { id: await this.find(selector), text: keys });
  }
}

export interface VisitorOptions {
  readonly engine: EngineName;
}

/** A test with a visitor; it fails if the page complained, and is skipped where the engine is not installed. */
export const test = base.extend<VisitorOptions & { visitor: Visitor }>({
  engine: ['firefox', { option: true }],
  visitor: async ({ engine, baseURL }, use, testInfo) => {
    const paths = findEngine(engine);
    if (paths === undefined) {
      testInfo.skip(true, MISSING[engine]);
      return;
    }
    await withEngine(engine, paths, testInfo.outputPath('home'), async ({ send, complaints }) => {
      const visitor = new Visitor(send, baseURL ?? '');
      await use(visitor);
      expect(await visitor.count(at('notice'))).toBe(0);
      expect(complaints).toEqual([]);
    });
  },
});

export { expect };
