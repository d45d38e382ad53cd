/** What stands in a learner's way on a view: what axe finds, what scrolls sideways, what lies over something else. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** From a phone to a projector, px. */
export const WIDTHS = [360, 768, 1280, 1920];
/** The layouts that differ in more than their measures. */
const [PHONE, , DESKTOP] = WIDTHS;

export const COLOR_SCHEMES = ['light', 'dark'] as const;

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * By the rules of WCAG 2.2 AA, by all that axe knows, by all of them what is serious or critical, or of that only what
 * another theme may change.
 */
type Strictness = 'wcag' | 'all' | 'serious' | 'serious colors';

/** Rules that a page may keep in one theme and break in another; the stricter contrast of AAA is not asked for. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

function axeBy(page: Page, by: Strictness): AxeBuilder {
  // The other mode opens a page of its own for what lies in frames, which the page has none of, and takes twice the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  if (by === 'wcag') return axe.withTags(WCAG);
  return by === 'serious colors' ? axe.withRules(COLOR_RULES) : axe;
}

/** What axe finds, contrast among it, each with where it was found. */
async function barriers(page: Page, by: Strictness): Promise<string[]> {
  const { violations } = await axeBy(page, by).analyze();
  return violations
    .filter(({ impact }) => !by.startsWith('serious') || impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

export async function expectNoBarrier(page: Page, by: Strictness, view = ''): Promise<void> {
  expect(await barriers(page, by), view).toEqual([]);
}

export async function expectNoBarrierInAnyLight(page: Page, by: Strictness): Promise<void> {
  for (const colorScheme of COLOR_SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await expectNoBarrier(page, by, colorScheme);
  }
}

/** The rules that hold in light, and those that another theme may break if not all of them are asked for again. */
const IN_EACH_LIGHT = {
  wcag: { light: 'wcag', dark: 'wcag' },
  all: { light: 'all', dark: 'all' },
  // For the rest it is the same page.
  serious: { light: 'serious', dark: 'serious colors' },
} as const satisfies Partial<Record<Strictness, Readonly<Record<(typeof COLOR_SCHEMES)[number], Strictness>>>>;

/** The folder for a picture of every view; none are taken without it. */
const pictures = process.env.PICTURES;

/** In light and in dark, at one width, axe finds nothing on a view. */
async function expectNoBarrierAt(page: Page, width: number, view: string, by: keyof typeof IN_EACH_LIGHT) {
  for (const colorScheme of COLOR_SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${view}-${width}-${colorScheme}.png` });
    await expectNoBarrier(page, IN_EACH_LIGHT[by][colorScheme], `${view}, ${width} px, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/**
 * A view stands in nobody's way: at every width nothing scrolls sideways and no control lies over another, and on a phone
 * and a desktop, in light and in dark, axe finds nothing. It is left on a desktop, in light.
 */
export async function expectClear(page: Page, view: string, by: keyof typeof IN_EACH_LIGHT = 'serious'): Promise<void> {
  // A chart under the pointer shows its tools over its curves, as it should.
  await page.mouse.move(0, 0);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await expectRoom(page, `${view}, ${width} px`);
    if (width === PHONE || width === DESKTOP) await expectNoBarrierAt(page, width, view, by);
  }
  await page.setViewportSize({ width: DESKTOP, height: 800 });
}

/** The same of what only a phone shows so. */
export async function expectClearOnPhone(page: Page, view: string): Promise<void> {
  await page.setViewportSize({ width: PHONE, height: 800 });
  await expectRoom(page, `${view}, ${PHONE} px`);
  await expectNoBarrierAt(page, PHONE, view, 'serious');
}

/** Nothing scrolls sideways and no control lies over another, once the drawings have followed their places. */
async function expectRoom(page: Page, where: string): Promise<void> {
  await expect.poll(() => sideways(page), { message: `${where}, sideways` }).toBeLessThanOrEqual(0);
  await expect.poll(() => overlaps(page), { message: `${where}, overlaps`, timeout: 10_000 }).toEqual([]);
}

/** By how many pixels the page is wider than its window. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Nothing scrolls sideways, once the drawings have followed their places. */
export async function expectToFitEveryWidth(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => sideways(page), `${width} px`).toBeLessThanOrEqual(0);
  }
}

/** A larger area that two controls share is an overlap, square pixels. */
const LEAST_OVERLAP = 4;

/**
 * Pairs of controls of which one lies over the other, in words. What is clipped away by a scrolled box, lies under a bar
 * that sticks to the window, or belongs to a layer over the page, is compared only with its like.
 */
async function overlaps(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    interface Box {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    const shared = (a: Box, b: Box): Box => ({
      left: Math.max(a.left, b.left),
      top: Math.max(a.top, b.top),
      right: Math.min(a.right, b.right),
      bottom: Math.min(a.bottom, b.bottom),
    });
    const area = ({ left, top, right, bottom }: Box) => Math.max(0, right - left) * Math.max(0, bottom - top);
    const parents = (element: Element): Element[] =>
      element.parentElement === null ? [] : [element.parentElement, ...parents(element.parentElement)];
    /** What can be seen of an element through all the boxes that cut it off. */
    const seen = (element: Element): Box =>
      parents(element).reduce<Box>((box, parent) => {
        const { overflowX, position } = getComputedStyle(parent);
        return overflowX === 'visible' || position === 'fixed' ? box : shared(box, parent.getBoundingClientRect());
      }, element.getBoundingClientRect());
    /** The layer that it stands on: a dialog, or a bar that stays while the page scrolls. */
    const layer = (element: Element) =>
      [element, ...parents(element)].find(
        (each) =>
          ['fixed', 'sticky'].includes(getComputedStyle(each).position) || each.getAttribute('role') === 'dialog',
      ) ?? null;
    const name = (element: Element) =>
      element.getAttribute('data-testid') ??
      element.getAttribute('aria-label') ??
      element.textContent.trim().slice(0, 40);

    const controls = [
      ...document.querySelectorAll('button, input, select, textarea, a[href], summary, [role="slider"]'),
    ]
      .filter((element) => {
        const { opacity, pointerEvents } = getComputedStyle(element);
        const faint = [element, ...parents(element)].some((each) => getComputedStyle(each).opacity === '0');
        return (
          element.checkVisibility({ visibilityProperty: true }) && opacity !== '0' && pointerEvents !== 'none' && !faint
        );
      })
      .map((element) => ({ element, box: seen(element), layer: layer(element) }))
      .filter(({ box }) => area(box) > 0);
    return controls.flatMap((one, i) =>
      controls
        .slice(i + 1)
        .filter(
          (other) =>
            one.layer === other.layer &&
            !one.element.contains(other.element) &&
            !other.element.contains(one.element) &&
            area(shared(one.box, other.box)) > least,
        )
        .map((other) => `“${name(one.element)}” and “${name(other.element)}”`),
    );
  }, LEAST_OVERLAP);
}
