/**
 * No number without a source: a saved run is written to a file, read again and replayed moment by moment, and every number
 * that the page holds is in its events. The sums that are made of them have tests of their own beside each stage's view.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import type { MetricName, MetricValues } from '../../../experiment/metrics';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import { changeSettings } from '../../../experiment/settings';
import type { WorkerEvent } from '../../../protocol/protocol';
import { drawTraining } from '../../../testing/drawApp';
import { draw, stubBrowser } from '../../../testing/drawPage';
import type { Markup } from '../../../testing/markup';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { NO_NUMBERS, shownNumbers, type Numbers } from '../../../testing/shownNumbers';
import { marksOf, toldNumbers } from '../../../testing/toldNumbers';
import { makeFilm, runAt } from '../../store/saved/film';
import { pack, unpack } from '../../store/saved/packing';
import type { Whole } from '../../store/saved/records';
import { eventLines, Recorder, type SavedRun, type StageRecording } from '../../store/saved/recorder';
import { readEvents, readRunFile, writeRunFile } from '../../store/saved/runFile';
import { applyEvent, initialPageModel, type PageModel } from '../../store/run/pageModel';
import { text } from '../../text/text';
import { ChartTable } from '../../ui/charts/ChartTable';
import { curvesOf, rowsOf } from '../../ui/charts/chart';
import { formatFixed } from '../../ui/format';
import { STAGE_PAGES } from './pages';

const SETTINGS = changeSettings(TINY_SETTINGS, { rewardModelSize: 'S', ppoIterations: 3, minibatches: 2 });

/** The run of a stage as the page keeps it. */
async function saved(events: readonly WorkerEvent[], stage: TrainedStage): Promise<Whole<SavedRun>> {
  const ended: StageRecording[] = [];
  const recorder = new Recorder((recording) => ended.push(recording), Date.now, 'this visit');
  let run: PageModel = initialPageModel(SETTINGS);
  for (const event of events) {
    recorder.record(event, run);
    run = applyEvent(run, event);
  }
  const recording = ended.find(({ head }) => head.stage === stage && head.ending === 'done');
  if (recording === undefined) throw new Error(`No run of ${stage} was recorded.`);
  const lines = eventLines(recording);
  return {
    head: { ...recording.head, name: `a run of ${stage}`, events: lines.length },
    packed: await pack(lines.join('\n')),
    weights: null,
  };
}

/** The same run out of a file, as another browser takes it in. */
async function broughtIn(run: Whole<SavedRun>): Promise<{ head: SavedRun; events: readonly WorkerEvent[] }> {
  const { head, packed } = await readRunFile('a.run', await writeRunFile(run));
  if (!('stage' in head)) throw new Error('The file holds a run of the lab.');
  return { head, events: readEvents(await unpack(packed), head.name) };
}

interface Moment {
  /** Of all events those that have happened. */
  readonly past: readonly WorkerEvent[];
  readonly run: PageModel;
  readonly page: Markup;
}

/** The page at every moment of the replay. */
async function replayed({ head, events }: Awaited<ReturnType<typeof broughtIn>>): Promise<readonly Moment[]> {
  const film = makeFilm(events, head.settings);
  const live = initialPageModel(SETTINGS);
  const moments: Moment[] = [];
  for (const [place, count] of film.moments.entries()) {
    const run = runAt(film, count);
    const page = await drawTraining(run, head.stage, { replay: { head, film, place, live } });
    moments.push({ past: events.slice(0, count), run, page });
  }
  return moments;
}

const replays = new Map<TrainedStage, readonly Moment[]>();

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  const scratch = await new Recorded().start(SETTINGS);
  await scratch.stepThrough('pretrain');
  await scratch.stepThrough('sft');
  const shipped = await new Recorded().startShipped(SETTINGS);
  await shipped.stepThrough('rewardModel');
  await shipped.stepThrough('ppo');
  for (const stage of TRAINED_STAGES) {
    const { events } = stage === 'pretrain' || stage === 'sft' ? scratch : shipped;
    replays.set(stage, await replayed(await broughtIn(await saved(events, stage))));
  }
});

/** Score and gold of the answers before and now that the newest samples have, row by row. */
function samplesIn(past: readonly WorkerEvent[]): readonly Numbers[] {
  const newest = past.flatMap((event) => (event.type === 'samples' ? [event] : [])).at(-1);
  const { episodes = [], before = [], stage } = newest ?? {};
  if (stage === 'rewardModel') {
    const { scores, golds } = marksOf(episodes);
    return [before.map(({ score }) => score), scores, golds];
  }
  const { scores, golds } = marksOf(episodes.flatMap((episode, i) => [...before.slice(i, i + 1), episode]));
  return [[], scores, golds];
}

describe.each(TRAINED_STAGES)('a run of %s out of a file', (stage) => {
  const moments = () => replays.get(stage) ?? [];

  it('is replayed by its name, from the first moment to the last, with its own settings', () => {
    const all = moments();
    for (const [place, { page }] of all.entries()) {
      expect(page.at('replay').number('data-place')).toBe(place);
      expect(page.at('replay').number('data-moments')).toBe(all.length - 1);
      expect(page.at('replay').text).toContain(`a run of ${stage}`);
      expect(page.has('[data-testid="run"]')).toBe(false);
      // The live run waits behind it, and nothing here would change it.
      const locked = page.all('fieldset[disabled]').map((each) => each.attribute('title'));
      expect(new Set(locked)).toEqual(new Set([text.classroom.replaying]));
      expect(page.has('[data-testid="locked-weights"] [data-testid="open-weights"]')).toBe(true);
      const knobs = page.all('[data-testid^="knob-"]');
      expect(knobs.length).toBeGreaterThan(3);
      expect(page.all('[data-testid^="locked-"] [data-testid^="knob-"]')).toEqual(knobs);
    }
    const state = all.at(-1)?.run.stages[stage];
    expect(all.at(-1)?.page.at('replay-moment').text).toBe(`iteration ${state?.iterations} of ${state?.iterations}`);
  });

  it('shows no number at a micro-step that is not in its event, and all that are', () => {
    let microSteps = 0;
    for (const { past, page } of moments()) {
      const event = past.at(-1);
      if (event?.type !== 'microStep' || event.step.stage === 'evaluate') continue;
      const { step } = event;
      expect(shownNumbers(page)).toEqual({ ...NO_NUMBERS, kind: step.kind, ...toldNumbers(step) });
      microSteps++;
    }
    expect(microSteps).toBeGreaterThan(6);
    expect(microSteps).toBe(
      moments()
        .at(-1)
        ?.past.filter(({ type }) => type === 'microStep').length,
    );
  });

  it('shows the answers before and now with no number that is not in the samples', async () => {
    const { past, run } = moments().at(-1) ?? { past: [], run: initialPageModel(SETTINGS) };
    const page = await drawTraining(run, stage, { stepped: false });
    const [scoresBefore, scores, golds] = samplesIn(past);
    const table = page.at('answers-table');
    expect(table.numbers('[data-column="scoreBefore"]')).toEqual(scoresBefore);
    expect(table.numbers('[data-column="score"]')).toEqual(scores);
    expect(table.numbers('[data-column="gold"]')).toEqual(golds);
    expect(golds.length).toBeGreaterThanOrEqual(4);
    const known = [scoresBefore, scores, golds].flat().filter((value) => value !== null);
    expect(table.all('[data-value]')).toHaveLength(known.length);
  });

  it('ends every curve with the last number that was measured', () => {
    for (const { past, page } of moments()) {
      const last = past.reduce<MetricValues>(
        (known, event) => (event.type === 'metrics' ? { ...known, ...event.values } : known),
        {},
      );
      const legend = page.all('figure[data-testid^="chart-"] li[data-metric]');
      for (const each of legend) {
        expect(each.number()).toBe(last[each.attribute('data-metric') as MetricName] ?? null);
      }
    }
  });

  it('has every point of every curve in its tables, as it was measured, with its error', async () => {
    const { past, run } = moments().at(-1) ?? { past: [], run: initialPageModel(SETTINGS) };
    const measured = past.flatMap((event) => (event.type === 'metrics' ? [event] : []));
    const { charts, more } = STAGE_PAGES[stage];
    const metrics = new Set<string>();
    for (const spec of [...charts, ...more]) {
      const curves = curvesOf(spec, run.curves[stage]);
      const table = await draw(<ChartTable title="" rows={rowsOf(curves)} curves={curves} smoothing={1} />);
      for (const { metric } of curves) {
        const decimals = new Set<number>();
        const points = table.all('tbody tr').flatMap((row) => {
          const [cell] = row.all(`td[data-point="${metric}"][data-value]`);
          if (cell === undefined) return [];
          const [value, written] = [cell.number() ?? NaN, cell.all('span')[0].text];
          expect(written).toBe(formatFixed(value, written.split('.')[1]?.length ?? 0));
          decimals.add(written.split('.')[1]?.length ?? 0);
          return [[Number(row.one('th').text), cell.number(), cell.number('data-error')]];
        });
        // Read down, the points of a column stand below each other.
        expect(decimals.size).toBeLessThanOrEqual(1);
        expect(points, metric).toEqual(
          measured.flatMap(({ iteration, values, errors = {} }) =>
            values[metric] === undefined ? [] : [[iteration, values[metric], errors[metric] ?? null]],
          ),
        );
        metrics.add(metric);
      }
    }
    expect(metrics.size).toBeGreaterThan(3);
  });
});
