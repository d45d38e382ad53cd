/**
 * The lab: every scenario's recording, live runs begun by a link, the judging, and links that are wrong. What a run comes to
 * and what is drawn of it is asked without a browser: `Lab.test.tsx`, `runScenario.test.ts`.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../src/experiment/scenarios';
import { en } from '../../src/page/text/en/en';
import { expectClear, expectNoBarrierInAnyLight, sideways } from './barriers';
import { expect, test, type Learner } from './learner';

const NARROW = { width: 360, height: 780 };
const WIDE = { width: 1280, height: 720 };

async function open(learner: Learner, scenario: string, knobs: Readonly<Record<string, number>> = {}): Promise<void> {
  await learner.open({ scenario, backend: 'wasm', ...knobs });
}

/** It is done, and every picture is drawn. */
async function expectDrawn(learner: Learner, scenario: ScenarioName, timeout: number): Promise<void> {
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout });
  await expect(learner.at('lab-outcome')).toBeVisible();
  for (const { quantities, axis } of SCENARIOS[scenario].panels) {
    const panel = learner.at(`panel-${quantities.join('-')}`);
    await expect(panel.locator(axis === 'model' ? 'svg circle' : 'svg.recharts-surface path').first()).toBeVisible();
  }
}

test('the list leads to every scenario and back; every recording plays and stands in nobody’s way', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open({ backend: 'wasm' });
  await learner.at('view-lab').click();
  await expect(learner.at('scenario-goodhart')).toBeVisible();
  await expectClear(page, 'lab');
  for (const scenario of SCENARIO_NAMES) {
    await test.step(scenario, async () => {
      await page.setViewportSize(WIDE);
      await learner.at(`scenario-${scenario}`).click();
      await expect(page.getByRole('heading', { name: en.lab.scenarios[scenario].title })).toBeVisible();
      await expect(page).toHaveURL((url) => url.searchParams.get('scenario') === scenario);
      // One plays as it was; the others are shown at once.
      await page.emulateMedia({ reducedMotion: scenario === 'goodhart' ? 'no-preference' : 'reduce' });
      if (SCENARIOS[scenario].played === true) await page.getByText(en.lab.play.more).click();
      await page.getByRole('radio').first().check();
      await learner.at('lab-play').click();
      await expect(learner.at('lab-source')).toContainText('Recorded');
      await expectDrawn(learner, scenario, 60_000);
      if (scenario === 'goodhart') await expectClear(page, 'scenario');
      await expectNoBarrierInAnyLight(page, 'serious');
      await page.setViewportSize(NARROW);
      // A drawing follows its place a moment later.
      await expect.poll(() => sideways(page)).toBeLessThanOrEqual(0);
      const toTable = page.getByRole('button', { name: /: show as table$/ });
      while ((await toTable.count()) > 0) await toTable.first().click();
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await learner.at('lab-all').click();
    });
  }
});

type Knobs = Readonly<Record<string, number>>;

/** Opens a scenario by a link that turns its knobs, and runs it. */
async function begin(learner: Learner, scenario: string, knobs: Knobs): Promise<void> {
  await open(learner, scenario, knobs);
  for (const [knob, value] of Object.entries(knobs)) {
    await expect(learner.at(`knob-${knob}`)).toHaveAttribute('data-value', String(value));
    await expect(learner.page).toHaveURL((url) => url.searchParams.get(knob) === String(value));
  }
  await learner.at('lab-run').click();
  await expect(learner.at('lab-stop')).toBeVisible();
}

/** Short ones. On the smallest models all run to their end in `runScenario.test.ts`. */
const BEGUN = {
  verbosity: { comparisonPrompts: 64, ppoIterations: 3 },
  labelers: { comparisonPrompts: 64 },
  labelCost: { ppoIterations: 2, demonstrations: 1500 },
  alignmentTax: { ppoIterations: 2 },
  secondLanguage: { pretrainSteps: 60 },
  clipping: { ppoIterations: 3 },
  iterate: { comparisonPrompts: 64, ppoIterations: 2 },
  size: { evaluationSamples: 1 },
  wording: { evaluationSamples: 1, wordings: 2 },
  bestOfN: { bestOfNPrompts: 6, comparisonPrompts: 32 },
  algorithms: { ppoIterations: 2, evaluationSamples: 1 },
} as const satisfies Record<Exclude<ScenarioName, 'goodhart' | 'tamer'>, Knobs>;

/** What came out, every number of the pictures, and the answers: as the learner reads them. */
async function shown(learner: Learner): Promise<readonly string[]> {
  const { page } = learner;
  const toTable = page.getByRole('button', { name: /: show as table$/ });
  while ((await toTable.count()) > 0) await toTable.first().click();
  const answers = page.getByRole('region', { name: en.lab.answers });
  const numbers = page.getByRole('figure');
  return [
    await learner.at('lab-outcome').innerText(),
    ...(await numbers.allInnerTexts()),
    ...(await answers.allInnerTexts()),
  ];
}

test('goodhart runs live, is kept, and is on view again as it stood, after a reload and from a file', async ({
  learner,
}) => {
  const { page } = learner;
  await open(learner, 'goodhart', { ppoIterations: 3, klCoef: 0.05 });
  await page.getByRole('radio').nth(1).check();
  await learner.at('lab-run').click();
  await expectDrawn(learner, 'goodhart', 200_000);
  await expect(learner.at('lab-source')).toContainText('trained in this tab');
  await expect(learner.at('lab-source')).toContainText(en.lab.kept);
  const kl = await learner.at('panel-kl').getByText('yours').locator('b').innerText();
  const before = await shown(learner);
  expect(before).toHaveLength(4);

  await page.goto('/?backend=wasm#runs');
  const card = learner.at('lab-run-card');
  await expect(card.getByTestId('run-name')).toHaveText(
    `${en.lab.scenarios.goodhart.title} (seed 0, β 0.05, PPO iterations 3)`,
  );
  await expect(card.locator('[data-arm="yours"][data-quantity="kl"]')).toHaveText(kl);
  await expect(card.getByTestId('run-differences')).toHaveText('differs: β 0 → 0.05, PPO iterations 40 → 3');
  await expect(card.getByTestId('lab-prediction')).toContainText(`Predicted: ${en.lab.scenarios.goodhart.choices[1]}.`);
  await expect(learner.at('overlay-run').or(learner.at('replay-run'))).toHaveCount(0);
  await expectClear(page, 'a run of the lab', 'all');
  const [saved] = await Promise.all([page.waitForEvent('download'), card.getByTestId('export-run').click()]);
  const buffer = readFileSync(await saved.path());
  await card.getByTestId('open-in-lab').click();
  await expectDrawn(learner, 'goodhart', 30_000);
  await expect(learner.at('lab-source')).toContainText('Trained here on');
  expect(await shown(learner)).toEqual(before);
  await expect(page.getByRole('radio').nth(1)).toBeChecked();
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0.05');
  await expect(page).toHaveURL((url) => url.searchParams.get('klCoef') === '0.05');

  await layAnother(page, 2);
  // The lab trains anew from there, and says so when the browser has no room left.
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await learner.at('lab-run').click();
  await expect(learner.at('lab-source')).toContainText(en.lab.running);
  await expect(learner.at('notice')).toContainText(en.runs.notSaved, { timeout: 200_000 });
  await expect(learner.at('lab-source')).toHaveText(en.lab.live);

  await page.goto('/?backend=wasm#runs');
  await expect(learner.at('unreadable-run')).toContainText('It is of version 2, and this page reads version 1.');
  await learner.at('delete-all').click();
  await learner.at('delete-all-sure').click();
  await expect(learner.at('unreadable-run').or(card)).toHaveCount(0);
  await learner.at('run-file').setInputFiles({ name: 'mine.run', mimeType: 'application/octet-stream', buffer });
  await expect(card).toContainText(en.runs.lab.imported);
  await card.getByTestId('open-in-lab').click();
  await expect(learner.at('lab-source')).toContainText('From a file');
  expect(await shown(learner)).toEqual(before);
});

/** Writes a copy of the saved run into the database, as a page of another version would. */
async function layAnother(page: Page, version: number): Promise<void> {
  await page.evaluate(
    (other) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('rlhf-playground runs');
        opening.onerror = () => reject(opening.error ?? new Error('The database does not open.'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('heads', 'readwrite');
          const heads = transaction.objectStore('heads');
          const all = heads.getAll();
          all.onsuccess = () => heads.put({ ...(all.result[0] as object), id: 'another', version: other });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    version,
  );
}

test('every scenario runs live by its link, and draws from its first measurement on', async ({ learner }) => {
  for (const [scenario, knobs] of Object.entries(BEGUN)) {
    await test.step(scenario, async () => {
      await begin(learner, scenario, knobs);
      const { panels } = SCENARIOS[scenario as ScenarioName];
      const drawn = panels.map(
        ({ quantities }) => `[data-testid="panel-${quantities.join('-')}"]:not([data-curves="0"])`,
      );
      await expect(learner.page.locator(drawn.join(', ')).first()).toBeVisible({ timeout: 120_000 });
      // A short one may be done by now.
      await learner.page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="lab-stop"]')?.click());
      await expect(learner.at('lab-source')).toContainText(/stopped before its end|trained in this tab/);
    });
  }
});

test('a learner judges by keys alone, takes back, and ends when it is enough', async ({ learner }) => {
  const { page } = learner;
  await page.clock.install();
  await open(learner, 'tamer', { feedbackPerRound: 3, tamerRounds: 9 });
  await learner.at('lab-run').focus();
  await page.keyboard.press('Enter');
  const progress = learner.at('judging-progress');
  await expect(progress).toContainText('1 of 3, round 1 of 9', { timeout: 60_000 });
  await expect(learner.at('judging')).toBeFocused();
  await page.keyboard.press('j');
  await expect(progress).toContainText('2 of 3, round 1 of 9 +');
  await page.keyboard.press('u');
  await page.keyboard.press('f');
  await expect(progress).toContainText('2 of 3, round 1 of 9 −');
  // What changed is read as soon as it has learned.
  await expect(learner.at('before-now')).toHaveCount(0);
  // A field keeps its keys.
  await page.getByText(en.lab.play.more).click();
  const field = learner.at('knob-feedbackPerRound').getByRole('textbox');
  await field.focus();
  await page.keyboard.press('j');
  await expect(progress).toContainText('2 of 3, round 1 of 9');
  await field.fill('3');
  await learner.at('judge-good').click();
  await page.keyboard.press('f');
  // No ring on the other button, as if the key had pressed that one.
  await expect(learner.at('judge-good')).not.toBeFocused();
  // Even the last one of the round, however long the learner thinks it over.
  await expect(progress).toContainText('− + −');
  await page.clock.runFor(3000);
  await page.keyboard.press('u');
  await expect(progress).toContainText('− + ·');
  await page.keyboard.press('f');
  await page.keyboard.press('n');
  await expect(progress).toContainText('1 of 3, round 2 of 9', { timeout: 60_000 });
  await expect(learner.at('stories-changed')).toContainText('After 3 presses');
  await page.keyboard.press('j');
  await learner.at('judge-enough').focus();
  await page.keyboard.press('Enter');
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout: 60_000 });
  await expect(learner.at('panel-storyGold')).toContainText('“good” and “bad” so far');
  await expect(learner.at('judging')).toBeHidden();
});

test('words appear one after another where they are judged', async ({ learner }) => {
  const { page } = learner;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.clock.install();
  await learner.open({
    ...{ scenario: 'tamer', backend: 'wasm', feedbackReading: 'token' },
    ...{ feedbackPerRound: 1, tamerRounds: 1, secondsPerToken: 0.1 },
  });
  await learner.at('lab-run').click();
  await expect(learner.at('judge-show')).toBeVisible({ timeout: 60_000 });
  // The page's clock stands while the test acts: however slow the machine, the press comes when it should.
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  await page.keyboard.press('n');
  await expect(learner.at('judged-answer')).not.toContainText('(');
  const word = await learner.at('judged-answer').innerText();
  // Nobody reacts within a fifth of a second: an earlier press would mean no word.
  await page.clock.runFor(500);
  await expect(learner.at('judged-answer')).toContainText(`${word} `);
  await page.keyboard.press('j');
  await page.clock.resume();
  await learner.at('judge-handIn').click();
  await expect(learner.at('scenario')).toHaveAttribute('data-done', 'true', { timeout: 60_000 });
  await expect(learner.at('panel-foresight')).not.toHaveAttribute('data-curves', '0');
});

test('a live run waits in a hidden tab and goes on; stopped, it keeps what it measured', async ({ learner }) => {
  await open(learner, 'goodhart');
  await learner.at('lab-run').click();
  const drawn = () => learner.at('panel-kl').innerHTML();
  /** How long it takes until another drawing stands there. */
  const nextDrawing = async () => {
    const [before, from] = [await drawn(), Date.now()];
    await expect.poll(drawn, { intervals: [20], timeout: 60_000 }).not.toBe(before);
    return Date.now() - from;
  };
  await nextDrawing();
  const pace = Math.max(await nextDrawing(), await nextDrawing());
  await learner.setHidden(true);
  // The piece of work at hand comes to its end: for as long as three take, nothing new is drawn.
  const still = async () => {
    const before = await drawn();
    await learner.page.waitForTimeout(3 * pace);
    return (await drawn()) === before;
  };
  await expect.poll(still, { intervals: [0], timeout: 60_000 }).toBe(true);
  const held = await drawn();
  expect(await still()).toBe(true);
  await learner.setHidden(false);
  await expect(learner.at('lab-went-on')).toContainText('the run waited');
  await expect.poll(drawn, { timeout: 60_000 }).not.toBe(held);
  await learner.at('lab-stop').click();
  await expect(learner.at('lab-source')).toContainText('stopped');
  await expect(learner.at('panel-kl')).not.toHaveAttribute('data-curves', '0');
  await expect(learner.at('lab-run')).toBeEnabled();
});

test('who leaves the lab leaves no run behind', async ({ learner }) => {
  await open(learner, 'goodhart');
  await learner.at('lab-run').click();
  await expect(learner.at('panel-kl')).not.toHaveAttribute('data-curves', '0', { timeout: 60_000 });
  await learner.at('view-compare').click();
  await learner.at('view-lab').click();
  await expect(learner.at('lab-source')).toContainText('stopped');
  await expect(learner.at('lab-stop')).toHaveCount(0);
});

test('a prediction for a recording, and hands counted for it, are kept with what came out, and leave as a table', async ({
  learner,
}) => {
  const { page } = learner;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(learner, 'clipping');
  await expect(learner.at('lab-behind')).toHaveText(en.lab.behind.blurred);
  await page.getByRole('radio').first().check();
  await expect(learner.at('lab-behind')).toHaveText(en.lab.behind.shown);
  await learner.at('count-hands').click();
  await learner.at('hands-1').fill('17');
  await learner.at('lab-play').click();
  await expectDrawn(learner, 'clipping', 30_000);
  await expect(learner.at('lab-source')).toContainText(en.lab.keptPrediction);
  const svg = learner.at('panel-gold');
  await svg.getByRole('button', { name: /: save$/ }).click();
  const [figure] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV' }).click(),
  ]);
  expect(readFileSync(await figure.path()).toString()).toContain('variant,quantity,value,stderr');

  await learner.at('view-runs').click();
  await expect(learner.at('lab-prediction')).toContainText(`${en.lab.scenarios.clipping.choices[1]}: 17`);
  const [table] = await Promise.all([page.waitForEvent('download'), learner.at('save-predictions').click()]);
  expect(readFileSync(await table.path()).toString()).toContain(`${en.lab.scenarios.clipping.choices[1]}: 17`);
  await learner.at('open-in-lab').click();
  await expect(learner.at('lab-source')).toContainText('played here on');
  await expect(learner.at('hands-1')).toHaveValue('17');
});

test('a link to a scenario that there is not says which there are', async ({ learner }) => {
  await open(learner, 'goodheart');
  await expect(learner.at('notice')).toContainText(`must be one of ${SCENARIO_NAMES.join(', ')}, got "goodheart"`);
  await expect(learner.at('scenario-goodhart')).toBeVisible();
});

test('a knob that is out of range or not the scenario’s is told and left alone', async ({ learner }) => {
  await open(learner, 'goodhart', { klCoef: 9, clipRange: 1 });
  const notices = learner.at('notice');
  await expect(notices.filter({ hasText: '“KL penalty” (klCoef) must be a number from 0 to 4, got 9' })).toBeVisible();
  await expect(
    notices.filter({ hasText: '“clip range” (clipRange) in the link is no knob of this scenario' }),
  ).toBeVisible();
  await expect(learner.at('knob-klCoef')).toHaveAttribute('data-value', '0');
});
