/** No number without a source: a kept run is replayed from its file, and all that the page shows is in its events. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import type { LedgerColumn, MicroStep, TokenTable } from '../../src/protocol/microSteps';
import type { WorkerEvent } from '../../src/protocol/protocol';
import type { MetricValues } from '../../src/experiment/metrics';
import { makeFilm } from '../../src/page/store/kept/film';
import { defaultSettings } from '../../src/experiment/settings';
import { en } from '../../src/page/text/en/en';
import { expect, test, type Learner } from './learner';

const PPO = {
  size: 'XS',
  backend: 'wasm',
  ppoIterations: 3,
  rolloutBatch: 8,
  ptxBatch: 2,
  minibatches: 2,
  ppoEpochs: 1,
};
const REWARD_MODEL = { size: 'XS', backend: 'wasm', stage: 'rewardModel', comparisonPrompts: 64, rmEpochs: 2 };

/** On the speed dial; one more is full speed, at which not every micro-step is shown. */
const ALMOST_FULL = '6';

/** What the ledger shows at each micro-step that has one. */
const LEDGER = {
  klPenalty: ['logprobs', 'refLogprobs', 'kl', 'rewards'],
  advantages: ['rewards', 'values', 'deltas', 'advantages', 'whitened', 'returns'],
  update: ['logprobs', 'ratio', 'whitened', 'objective', 'clipped', 'newValues', 'returns', 'valueErrors'],
} as const satisfies Record<string, readonly LedgerColumn[]>;

type Numbers = readonly (number | null)[];

/** Every number that the view of one micro-step holds. */
interface Shown {
  readonly kind: string;
  readonly ledger: Readonly<Record<string, Numbers>>;
  readonly scores: Numbers;
  readonly golds: Numbers;
  readonly scoresBefore: Numbers;
  readonly score: Numbers;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly dots: readonly (readonly number[])[];
  readonly moves: readonly (readonly number[])[];
  readonly pairs: readonly string[];
  /** Score and gold of the answers below. */
  readonly samples: readonly Numbers[];
  /** Numbers of no known kind. */
  readonly others: readonly string[];
}

/** Where the numbers of a micro-step stand; those of the formula are sums of the ledger's, which has a test of its own. */
const PLACES = [
  'tr[data-row] td',
  'tr[data-pair] td',
  '[data-column]',
  '[data-metric]',
  '[data-testid="score"] *',
  '[data-testid^="numbers-"]',
  '[data-testid="prompt-loss"]',
].join(', ');

const NOTHING: Omit<Shown, 'kind' | 'samples'> = {
  ledger: {},
  scores: [],
  golds: [],
  scoresBefore: [],
  score: [],
  metrics: {},
  dots: [],
  moves: [],
  pairs: [],
  others: [],
};

async function shown(page: Page): Promise<Shown> {
  return page.getByRole('region', { name: en.panes.inside, exact: true }).evaluate((inside, places): Shown => {
    const read = (element: Element, name = 'data-value') => {
      const value = element.getAttribute(name);
      return value === null || value === '' ? null : Number(value);
    };
    const all = (selector: string) =>
      [...inside.querySelectorAll(selector)].filter((each) => each.closest('[data-testid="samples"]') === null);
    const named = (name: string) => all(`[data-column="${name}"]`).map((cell) => read(cell));
    const entries = (selector: string, name: string) =>
      all(selector).map((each) => [each.getAttribute(name) ?? '', read(each)] as const);
    return {
      kind: inside.querySelector('[data-testid="current-micro-step"]')?.getAttribute('data-kind') ?? '',
      ledger: Object.fromEntries(
        all('tr[data-row]').map((row) => [
          row.getAttribute('data-row') ?? '',
          [...row.querySelectorAll('td')].map((cell) => read(cell)),
        ]),
      ),
      scores: named('score'),
      golds: named('gold'),
      scoresBefore: named('scoreBefore'),
      score: all('[data-testid="score"] [data-value]').map((each) => read(each)),
      metrics: Object.fromEntries(entries('[data-metric]', 'data-metric')),
      dots: all('[data-testid="objective"] circle[data-advantage]')
        .filter((dot) => dot.getAttribute('data-testid') !== 'selected-dot')
        .map((dot) => ['data-ratio', 'data-advantage'].map((name) => read(dot, name) ?? NaN)),
      moves: all('g[data-before]').map((move) => ['data-before', 'data-after'].map((name) => read(move, name) ?? NaN)),
      pairs: all('tr[data-pair]').map((pair) => pair.getAttribute('data-pair') ?? ''),
      samples: ['score', 'gold'].map((name) =>
        [...inside.querySelectorAll(`[data-testid="samples"] [data-column="${name}"]`)].map((cell) => read(cell)),
      ),
      others: [...inside.querySelectorAll('[data-value]')]
        .filter((each) => !each.matches(places))
        .map(({ outerHTML }) => outerHTML),
    };
  }, PLACES);
}

function columns({ columns: told, responseStart }: TokenTable, names: readonly LedgerColumn[]): Shown['ledger'] {
  return Object.fromEntries(names.map((name) => [name, told[name]?.slice(responseStart) ?? []]));
}

/** A column is there as soon as one row of it has a number. */
function orNone(values: Numbers): Numbers {
  return values.some((value) => value !== null) ? values : [];
}

function episodes(all: readonly { readonly score: number | null; readonly gold: number | null }[]) {
  return { scores: orNone(all.map(({ score }) => score)), golds: orNone(all.map(({ gold }) => gold)) };
}

/** The same numbers, taken out of the event. */
function told(step: MicroStep): Omit<Shown, 'samples'> {
  const { kind } = step;
  if (step.stage === 'rewardModel' && step.kind !== 'normalize') {
    const scores = step.ranking.map(({ score }) => score);
    const before = step.kind === 'update' ? step.scoresBefore : [];
    const compared = step.kind === 'comparisons' ? [] : step.compared;
    return {
      ...NOTHING,
      kind,
      scores: orNone(scores),
      scoresBefore: before,
      moves: before.map((score, i) => [score, scores[i] ?? NaN]),
      pairs: compared.map(({ better, worse }) => `${better + 1} ≻ ${worse + 1}`),
    };
  }
  if (step.stage !== 'ppo') return { ...NOTHING, kind };
  switch (step.kind) {
    case 'prompts':
    case 'metrics':
      return { ...NOTHING, kind };
    case 'rollout':
      return { ...NOTHING, kind, ...episodes(step.episodes) };
    case 'score':
      return { ...NOTHING, kind, ...episodes(step.episodes), score: [step.score] };
    case 'klPenalty':
    case 'advantages':
      return { ...NOTHING, kind, ledger: columns(step.example, LEDGER[step.kind]) };
    case 'update': {
      const { ratios, advantages } = step.minibatch;
      const drawn = ratios.map((ratio, i) => [ratio, advantages[i]]);
      return {
        ...NOTHING,
        kind,
        ledger: columns(step.example, LEDGER.update),
        metrics: step.numbers,
        // Two pictures: the tokens that did better than expected, then the others.
        dots: [...drawn.filter(([, advantage]) => advantage > 0), ...drawn.filter(([, advantage]) => advantage <= 0)],
      };
    }
    default:
      return step satisfies never;
  }
}

/** The draw of every token of the answer. */
async function expectCandidates(page: Page, { example, candidates }: Extract<MicroStep, { kind: 'rollout' }>) {
  const words = page.getByTestId('word');
  await words.first().click();
  await expect(words).toHaveCount(example.tokens.length - example.responseStart);
  const column = (name: string) =>
    page
      .getByTestId('candidates')
      .locator(`[data-column="${name}"]`)
      .evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-value'))));
  for (const [i, expected] of candidates.entries()) {
    await words.nth(i).click();
    expect(await column('probability')).toEqual(expected.map(({ probability }) => probability));
    expect(await column('refProbability')).toEqual(expected.map(({ refProbability }) => refProbability));
    expect(await column('noise')).toEqual(expected.map(({ noise }) => noise));
    const races = await column('race');
    expected.forEach(({ probability, noise }, at) => expect(races[at]).toBeCloseTo(Math.log(probability) + noise, 9));
  }
}

/** Lead, preference and loss of every pair, from the event's scores. */
async function expectPairs(page: Page, step: MicroStep): Promise<void> {
  if (step.kind !== 'batch' && step.kind !== 'update') return;
  if (step.stage !== 'rewardModel') return;
  const scores = step.kind === 'update' ? step.scoresBefore : step.ranking.map(({ score }) => score ?? NaN);
  const cells = await page
    .locator('tr[data-pair] td[data-value]')
    .evaluateAll((all) => all.map((cell) => Number(cell.getAttribute('data-value'))));
  const expected = step.compared.flatMap(({ better, worse }) => {
    const margin = scores[better] - scores[worse];
    const preference = 1 / (1 + Math.exp(-margin));
    return [margin, preference, -Math.log(preference)];
  });
  expect(cells).toHaveLength(expected.length);
  cells.forEach((cell, i) => expect(cell).toBeCloseTo(expected[i], 9));
}

/** Every point of every chart, through its table: `metric` to [iteration, value, standard error or null]. */
async function points(page: Page): Promise<Record<string, (readonly (number | null)[])[]>> {
  const found: Record<string, (readonly (number | null)[])[]> = {};
  await page.locator('summary', { hasText: en.curves.more }).click();
  const charts = page.locator('figure[data-testid^="chart-"]');
  for (const chart of await charts.all()) {
    // By keyboard: for a pointer the button shows itself over the chart alone.
    await chart.getByRole('button', { name: /: show as table$/ }).press('Enter');
    const cells = chart.locator('td[data-point][data-value]');
    await expect(cells.first()).toBeVisible();
    const read = await cells.evaluateAll((all) =>
      all.map((cell) => ({
        metric: cell.getAttribute('data-point') ?? '',
        iteration: Number(cell.closest('tr')?.querySelector('th')?.textContent),
        value: Number(cell.getAttribute('data-value')),
        error: cell.hasAttribute('data-error') ? Number(cell.getAttribute('data-error')) : null,
        written: Number(cell.firstChild?.textContent?.replace('−', '-')),
      })),
    );
    for (const { metric, iteration, value, error, written } of read) {
      expect(written, metric).toBe(Number(value.toPrecision(6)));
      (found[metric] ??= []).push([iteration, value, error]);
    }
  }
  return found;
}

/** The run as a file: from the list of runs of the browser it was trained in. */
async function exported(learner: Learner): Promise<Buffer> {
  await learner.at('view-runs').click();
  await expect(learner.at('run-card')).toHaveCount(1);
  const [saved] = await Promise.all([learner.page.waitForEvent('download'), learner.at('export-run').click()]);
  return readFileSync(await saved.path());
}

function eventsIn(file: Buffer): readonly WorkerEvent[] {
  const [, ...lines] = gunzipSync(file).toString().split('\n');
  return lines.map((line) => JSON.parse(line) as WorkerEvent);
}

/** The newest value of every curve that has one. */
async function ends(page: Page): Promise<Record<string, number>> {
  const legend = page.locator('figure[data-testid^="chart-"] li[data-metric]:not([data-value=""])');
  const read = await legend.evaluateAll((all) =>
    all.map((each) => [each.getAttribute('data-metric') ?? '', Number(each.getAttribute('data-value'))] as const),
  );
  return Object.fromEntries(read);
}

async function expectEnds(page: Page, events: readonly WorkerEvent[]): Promise<void> {
  const last = events.reduce<MetricValues>(
    (known, event) => (event.type === 'metrics' ? { ...known, ...event.values } : known),
    {},
  );
  await expect(async () => {
    const curves = await ends(page);
    expect(Object.keys(curves).length).toBeGreaterThan(2);
    expect(last).toMatchObject(curves);
  }).toPass({ intervals: [50, 100, 250], timeout: 10_000 });
}

/** Score and gold of the newest answers that the stage shows below its micro-steps. */
function samplesIn(events: readonly WorkerEvent[]): Shown['samples'] {
  const newest = events.flatMap((event) => (event.type === 'samples' ? [event.episodes] : [])).at(-1) ?? [];
  const { scores, golds } = episodes(newest);
  return [scores, golds];
}

/** Opens the file where nothing was ever trained, and goes through it moment by moment. */
async function expectEverythingTold(browser: Browser, baseURL: string | undefined, file: Buffer): Promise<void> {
  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const page = await context.newPage();
  await page.goto('/?size=XS&backend=wasm#runs');
  await page
    .getByTestId('run-file')
    .setInputFiles({ name: 'a.run', mimeType: 'application/octet-stream', buffer: file });
  await page.getByTestId('replay-run').click();
  const scrubber = page.getByTestId('replay-scrubber');
  await scrubber.press('Home');

  const events = eventsIn(file);
  const { moments } = makeFilm(events, defaultSettings('XS'));
  let microSteps = 0;
  for (const [place, count] of moments.entries()) {
    if (place > 0) await scrubber.press('ArrowRight');
    await expect(page.getByTestId('replay')).toHaveAttribute('data-place', String(place));
    const event = events[count - 1];
    const past = events.slice(0, count);
    if (event.type === 'metrics') await expectEnds(page, past);
    if (event.type !== 'microStep') continue;
    microSteps += 1;
    const { step } = event;
    const expected = { ...told(step), samples: step.stage === 'rewardModel' ? [[], []] : samplesIn(past) };
    await expect.poll(() => shown(page), { intervals: [50, 100, 250], timeout: 10_000 }).toEqual(expected);
    if (step.kind === 'rollout') await expectCandidates(page, step);
    await expectPairs(page, step);
  }
  expect(microSteps).toBe(events.filter(({ type }) => type === 'microStep').length);
  expect(microSteps).toBeGreaterThan(6);

  const curves: Record<string, (readonly (number | null)[])[]> = {};
  for (const event of events) {
    if (event.type !== 'metrics') continue;
    const { values, errors = {}, iteration } = event;
    for (const [name, value] of Object.entries(values)) {
      (curves[name] ??= []).push([iteration, value, (errors as Record<string, number | undefined>)[name] ?? null]);
    }
  }
  const found = await points(page);
  expect(Object.keys(found).length).toBeGreaterThan(3);
  for (const [metric, all] of Object.entries(found)) expect(all, metric).toEqual(curves[metric]);
  await context.close();
}

test('no number of a replayed PPO run without its event: every curve point and every cell of the ledger', async ({
  learner,
  browser,
  baseURL,
}) => {
  await learner.open(PPO);
  for (const kind of ['prompts', 'rollout', 'score', 'klPenalty', 'advantages', 'update', 'update', 'metrics']) {
    await learner.step('micro-step');
    await expect(learner.at('current-micro-step')).toHaveAttribute('data-kind', kind);
  }
  // Slow enough for every micro-step to be shown, and so to be kept.
  await learner.at('speed').fill(ALMOST_FULL);
  await learner.run('ppo', 60_000);
  await expectEverythingTold(browser, baseURL, await exported(learner));
});

test('no number of a replayed reward model run without its event: every score, pair and curve point', async ({
  learner,
  browser,
  baseURL,
}) => {
  await learner.open(REWARD_MODEL);
  await learner.at('speed').fill(ALMOST_FULL);
  await learner.run('rewardModel', 60_000);
  await expectEverythingTold(browser, baseURL, await exported(learner));
});
