/**
 * From an open page to the first "it changed because of me", counted: words that stand in the window down to what is pressed
 * next, but for the names of other things to press, read at 250 a minute; presses, a second each; so that time is left for the
 * machine. By the two doors that lead there.
 */
import type { Page } from '@playwright/test';
import { expect, test, type Learner } from './learner';

const WORDS_A_SECOND = 250 / 60;
const PRESS = 1;
/** Seconds that are left to a school's laptop: two short trainings for a ranking, a few updates in the game. */
const MACHINE = { game: 5, rank: 20 };
/** Words that are there before the models have answered. */
const SENTENCE = 18;

function answersOf(learner: Learner): Promise<void> {
  const score = learner.at('start-ppo').locator('[data-score]');
  return expect(score).not.toHaveAttribute('data-score', '', { timeout: 60_000 });
}

/** Words in the window from the top of the view to the bottom of what is pressed, without those of other controls. */
async function wordsDownTo(page: Page, testId: string): Promise<number> {
  return page
    .getByTestId(testId)
    .first()
    .evaluate((pressed) => {
      /** For screen readers alone. */
      const isHeard = (element: Element | null): boolean =>
        element !== null && (getComputedStyle(element).clipPath !== 'none' || isHeard(element.parentElement));
      const bottom = Math.min(innerHeight, pressed.getBoundingClientRect().bottom);
      const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
      let words = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        const element = node.parentElement;
        const folded = element?.matches('details:not([open])') === true;
        const seen = !folded && element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) === true;
        const control = element?.closest('button, a, summary, label, [role="button"]') ?? null;
        const isOther = control !== null && control !== pressed && !control.contains(pressed);
        if (
          !seen ||
          isOther ||
          isHeard(element) ||
          box.width < 2 ||
          box.height < 2 ||
          box.top >= bottom ||
          element.closest('[aria-hidden="true"]')
        )
          continue;
        words += (node.textContent ?? '').split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
      }
      return words;
    });
}

class Clock {
  private seconds = 0;
  private waited = 0;
  private readonly log: string[] = [];

  constructor(private readonly learner: Learner) {}

  /** Everything down to what is pressed; `known` words have been read before. */
  async read(testId: string, known = 0): Promise<number> {
    const words = await wordsDownTo(this.learner.page, testId);
    this.add(Math.max(0, words - known) / WORDS_A_SECOND, `${words - known} words to ${testId}`);
    return words;
  }

  async press(testId: string): Promise<void> {
    await this.learner.at(testId).click();
    this.add(PRESS, `press ${testId}`);
  }

  /** What is read meanwhile is no waiting: as many words stand there already. */
  async wait(what: string, until: () => Promise<void>, words = 0): Promise<void> {
    const begun = Date.now();
    await until();
    const waited = (Date.now() - begun) / 1000 - words / WORDS_A_SECOND;
    this.waited += Math.max(0, waited);
    this.log.push(`${waited.toFixed(1)} s: wait for ${what}`);
  }

  private add(seconds: number, what: string): void {
    this.seconds += seconds;
    this.log.push(`${seconds.toFixed(1)} s: ${what}`);
  }

  /** Of the learner alone: how long a machine takes is no matter of a test, and is printed. */
  learners(): number {
    const [own, all] = [this.seconds, this.seconds + this.waited].map((seconds) => seconds.toFixed(1));
    console.log(`${this.log.join('\n')}\n${own} s of reading and pressing, ${all} s with the machine's`);
    return this.seconds;
  }
}

test('by the game the first effect is seen within a minute', async ({ learner }) => {
  const { page } = learner;
  const clock = new Clock(learner);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto('/');
  await clock.wait('the answers', () => answersOf(learner), SENTENCE);
  await clock.read('door-play');
  await clock.press('door-play');
  const story = learner.at('judged-answer');
  await clock.wait('the first story', () => expect(story).toBeVisible({ timeout: 60_000 }));
  const wordsOf = async () => ((await story.textContent()) ?? '').split(/\s+/).length;
  const around = (await clock.read('judge-good')) - (await wordsOf());
  const rounds = Number(/\d+ of (\d+)/.exec((await learner.at('judging-progress').textContent()) ?? '')?.[1] ?? 8);
  for (let i = 1; i < rounds; i++) {
    await clock.press(i % 3 === 0 ? 'judge-bad' : 'judge-good');
    await clock.read('judge-good', around);
  }
  await clock.press('judge-good');
  await clock.press('judge-handIn');
  await clock.wait('the effect', () => expect(learner.at('before-now')).toBeVisible({ timeout: 60_000 }));
  expect(clock.learners()).toBeLessThanOrEqual(60 - MACHINE.game);
});

test('by one ranking the first effect is seen within a minute and three quarters', async ({ learner }) => {
  const { page } = learner;
  const clock = new Clock(learner);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto('/');
  await clock.wait('the answers', () => answersOf(learner), SENTENCE);
  await clock.read('door-rank');
  await clock.press('door-rank');
  const list = learner.at('label-list');
  await clock.wait('the first prompt', () => expect(list).toBeVisible({ timeout: 60_000 }));
  await clock.read('label-next');
  const rows = await list.locator('[data-response]').count();
  const last = await list
    .locator('[data-response]')
    .nth(rows - 1)
    .getAttribute('data-response');
  for (let i = 1; i < rows; i++) await clock.press(`up-${String(last)}`);
  await clock.press('label-next');
  const before = await clock.read('label-compare');
  await clock.press('label-compare');
  await clock.wait('the effect', () => expect(learner.at('label-moved')).toBeVisible({ timeout: 120_000 }));
  // The first of the prompts on which the ranking changed something.
  await clock.read('moved-prompt', before);
  expect(clock.learners()).toBeLessThanOrEqual(105 - MACHINE.rank);
});
