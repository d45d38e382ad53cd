/** While the worker trains, the page stays quick and small. */
import type { Browser, CDPSession } from '@playwright/test';
import { readKept } from './kept';
import { expect, test, type Learner } from './learner';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** By the clock, microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Of the thread's own CPU time, microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Frames that have redrawn a chart: enough of them for a percentile, however few a busy machine has in a second. */
const TRACED_FRAMES = 100;
/** Shorter tasks do nothing that anyone could feel, and would only flatter the percentile. */
const LEAST_TASK = 1;

/** A mark that tells the tasks of the yardstick from the page's. */
const YARDSTICK = 'yardstick';
const CELLS_OF_YARDSTICK = 2000;

interface MainThread {
  /** CPU milliseconds of each task of the page's main thread, ascending. */
  readonly tasks: readonly number[];
  /** CPU milliseconds of all tasks, however short. */
  readonly total: number;
  /** CPU milliseconds of the yardstick: the median of its tasks. */
  readonly yardstick: number;
}

const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

function mainThread(trace: Buffer): MainThread {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const marks = traceEvents.filter(({ name }) => name === YARDSTICK);
  const ofPage = (event: TraceEvent) => event.pid === marks[0]?.pid && event.tid === marks[0].tid;
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && ofPage(event) && event.tdur !== undefined);
  const isYardstick = ({ ts, dur = 0 }: TraceEvent) => marks.some((mark) => ts <= mark.ts && mark.ts <= ts + dur);
  const milliseconds = (some: readonly TraceEvent[]) => ascending(some.map(({ tdur = 0 }) => tdur / 1000));
  const yardsticks = milliseconds(tasks.filter(isYardstick));
  const ofPageAlone = milliseconds(tasks.filter((task) => !isYardstick(task)));
  return {
    tasks: ofPageAlone.filter((each) => each >= LEAST_TASK),
    total: ofPageAlone.reduce((sum, each) => sum + each, 0),
    yardstick: yardsticks[Math.floor(yardsticks.length / 2)],
  };
}

/** A fixed piece of what a page does, at work beside the training as the page is: a table of 2 000 cells, laid out. */
function layOutTables(mark: string): void {
  setInterval(() => {
    performance.mark(mark);
    const table = document.createElement('table');
    for (let row = 0; row < 200; row++) {
      const cells = table.insertRow();
      for (let cell = 0; cell < 10; cell++) cells.insertCell().textContent = String(row * cell);
    }
    document.body.append(table);
    table.getBoundingClientRect();
    table.remove();
  }, 500);
}

/** Notes each time a chart is redrawn: in which frame, which chart, when. */
function watchCharts(): void {
  let frame = 0;
  const count = () => {
    frame++;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  const redrawn: [frame: number, chart: string, time: number][] = [];
  const observer = new MutationObserver((mutations) => {
    for (const { target } of mutations) {
      const element = target instanceof Element ? target : target.parentElement;
      const chart = element?.closest('svg.recharts-surface')?.closest('figure')?.dataset.testid;
      if (chart !== undefined) redrawn.push([frame, chart, performance.now()]);
    }
  });
  observer.observe(document.body, { attributes: true, childList: true, characterData: true, subtree: true });
  Object.assign(window, { redrawn });
}

interface Redrawn {
  readonly redrawn: readonly (readonly [frame: number, chart: string, time: number])[];
}

interface Watched extends MainThread {
  /** The charts that each frame has redrawn. */
  readonly frames: readonly ReadonlySet<string>[];
  /** Milliseconds from the first of them to the last. */
  readonly watched: number;
  readonly iterations: number;
}

/** What the main thread does while PPO trains from a link, until so many frames have redrawn a chart, or so many iterations are done. */
async function watchTraining(
  learner: Learner,
  browser: Browser,
  link: Parameters<Learner['open']>[0],
  least: { readonly frames: number } | { readonly iterations: number },
): Promise<Watched> {
  const { page } = learner;
  await page.setViewportSize({ width: 1280, height: 800 });
  await learner.open({ ...link, backend: 'wasm', ppoIterations: 1000 });
  await learner.at('run').click({ timeout: 120_000 });
  await expect(learner.at('chart-reward').locator('.recharts-line').first()).toBeVisible();
  await page.waitForTimeout(2000);
  await page.evaluate(watchCharts);
  await page.evaluate(layOutTables, YARDSTICK);
  const iteration = async () => Number(await learner.at('progress').getAttribute('data-iteration'));
  const redrawnFrames = () =>
    page.evaluate(() => new Set((window as unknown as Redrawn).redrawn.map(([frame]) => frame)).size);
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] });
  const begun = await iteration();
  const [count, wanted] =
    'frames' in least ? [redrawnFrames, least.frames] : [async () => (await iteration()) - begun, least.iterations];
  await expect.poll(count, { intervals: [500], timeout: 200_000 }).toBeGreaterThanOrEqual(wanted);
  const iterations = (await iteration()) - begun;
  const trace = await browser.stopTracing();
  await expect(learner.at('stage-ppo')).toHaveAttribute('data-status', 'running');
  const redrawn = await page.evaluate(() => (window as unknown as Redrawn).redrawn);
  const frames = new Map<number, Set<string>>();
  for (const [frame, chart] of redrawn) frames.set(frame, (frames.get(frame) ?? new Set()).add(chart));
  // Watched a little longer than traced.
  const watched = (redrawn.at(-1)?.[2] ?? NaN) - redrawn[0][2];
  return { ...mainThread(trace), frames: [...frames.values()], watched, iterations };
}

test('while PPO trains at full speed, one chart at most is redrawn in a frame, and of the main thread’s tasks 95 % take less CPU time than laying out 3,000 cells of a table, none more than 6,000', async ({
  learner,
  browser,
}) => {
  const link = { size: 'XS', pane: 'inside' };
  const { frames, watched, tasks, yardstick } = await watchTraining(learner, browser, link, { frames: TRACED_FRAMES });

  expect(new Set(frames.flatMap((charts) => [...charts])).size).toBeGreaterThanOrEqual(6);
  expect(Math.max(...frames.map(({ size }) => size))).toBe(1);
  const ofReward = frames.filter((charts) => charts.has('chart-reward')).length;
  expect(ofReward).toBeLessThanOrEqual((4 * watched) / 1000 + 1);

  const inYardsticks = tasks.map((each) => each / yardstick);
  expect(tasks.length).toBeGreaterThan(50);
  expect(inYardsticks[Math.floor(0.95 * tasks.length)]).toBeLessThan(1.5);
  expect(inYardsticks.at(-1)).toBeLessThanOrEqual(3);
});

/** Where nothing else is at work, those are 0.1 s; an iteration of training takes 0.3 to 0.5 s there. */
const CELLS_OF_ITERATION = 10_000;
const ITERATIONS = 30;

test('while PPO trains at the default size, an iteration costs the page’s own thread less CPU time than laying out 10,000 cells of a table', async ({
  learner,
  browser,
}) => {
  const { total, yardstick, iterations } = await watchTraining(learner, browser, {}, { iterations: ITERATIONS });
  expect(total / iterations).toBeLessThan((CELLS_OF_ITERATION / CELLS_OF_YARDSTICK) * yardstick);
});

interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] } };
  readonly nodes: number[];
}

/** MiB of all that the page can reach: without the code that the browser compiles the longer the page runs. */
async function reachable(devtools: CDPSession): Promise<number> {
  let written = '';
  const more = ({ chunk }: { chunk: string }) => (written += chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', more);
  await devtools.send('HeapProfiler.takeHeapSnapshot');
  devtools.off('HeapProfiler.addHeapSnapshotChunk', more);
  const { snapshot, nodes } = JSON.parse(written) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const code = types[0].indexOf('code');
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    if (nodes[node + type] !== code) bytes += nodes[node + size];
  }
  return bytes / 2 ** 20;
}

test('the page’s memory is flat over 5,000 events', async ({ learner }) => {
  const { page } = learner;
  // Every step tells its metrics and the stage's standing: two events at least.
  const [begin, steps] = [600, 6000];
  await learner.open({
    backend: 'wasm',
    start: 'scratch',
    stage: 'pretrain',
    size: 'XS',
    pretrainSteps: steps,
    pretrainBatch: 1,
  });
  const devtools = await page.context().newCDPSession(page);
  const iteration = async () => Number(await learner.at('progress').getAttribute('data-iteration'));
  await learner.at('run').click({ timeout: 120_000 });
  await expect.poll(iteration, { timeout: 120_000 }).toBeGreaterThan(begin);
  await learner.at('pause').click();
  await expect(learner.at('stage-pretrain')).toHaveAttribute('data-status', 'paused');
  const from = await iteration();
  // Nothing is on its way to the database any more.
  await expect.poll(() => page.evaluate(readKept)).toMatchObject({ iteration: from });
  const before = await reachable(devtools);
  await learner.at('run').click();
  await expect(learner.at('stage-pretrain')).toHaveAttribute('data-status', 'done', { timeout: 200_000 });
  await learner.keptDone();
  const after = await reachable(devtools);
  expect(2 * (steps - from)).toBeGreaterThanOrEqual(4800);
  expect(after - before).toBeLessThan(2);
});
