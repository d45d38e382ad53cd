import { describe, expect, it } from 'vitest';
import type { TrainedStage } from '../../../experiment/names';
import type { WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import { applyEvent, initialPageModel, type PageModel } from '../run/pageModel';
import { emptySeries, pointsOf } from '../run/series';
import { differenceFromDefaults, settingsDifference } from './difference';
import { stageEvent } from '../../../testing/workerEvents';
import { makeFilm, runAt } from './film';
import { pack, unpack } from './packing';
import { eventLines, packed, Recorder, thinned, type StageRecording } from './recorder';
import { readEvents } from './runFile';

type Of<T extends WorkerEvent['type']> = Extract<WorkerEvent, { type: T }>;

function stageAt(stage: TrainedStage, status: Of<'stage'>['status'], iteration: number): WorkerEvent {
  return stageEvent(status, iteration, { stage, origin: null, iterations: 20 });
}

function iterationOf(stage: 'ppo' | 'sft', iteration: number): WorkerEvent[] {
  const step =
    stage === 'ppo'
      ? ({ stage, kind: 'prompts', prompts: [`prompt ${iteration}`] } as const)
      : ({ stage, kind: 'batch', pairs: [] } as const);
  return [
    { type: 'microStep', iteration, step },
    {
      type: 'metrics',
      stage,
      iteration,
      round: 1,
      values: { kl: Math.sin(iteration), loss: 1 / iteration },
      errors: { loss: 0.1 / iteration },
    },
    stageAt(stage, 'running', iteration),
  ];
}

const OPENING: WorkerEvent[] = [
  {
    type: 'backend',
    report: { backend: 'wasm', device: 'Node', timings: [], chosenBy: 'only choice' },
  },
  stageAt('sft', 'done', 20),
  stageAt('ppo', 'ready', 0),
];

/** Feeds the page and the recorder with the same events. */
function record(events: readonly WorkerEvent[]) {
  const ended: StageRecording[] = [];
  let now = 1000;
  const recorder = new Recorder(
    (recording) => ended.push(recording),
    () => (now += 500),
    'this visit',
  );
  let run: PageModel = initialPageModel(defaultSettings());
  for (const event of [...OPENING, ...events]) {
    recorder.record(event, run);
    run = applyEvent(run, event);
  }
  return { ended, recorder, run };
}

const begin: WorkerEvent[] = [{ type: 'cleared', stage: 'ppo' }, stageAt('ppo', 'running', 0)];
const iterations = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => iterationOf('ppo', from + i)).flat();

it('a run that was trained before it was told has the time that it took', () => {
  const begun = stageEvent('running', 0, { stage: 'ppo', ran: 20 });
  const [{ head }] = record([begun, ...iterationOf('ppo', 1), stageAt('ppo', 'done', 20)]).ended;
  expect([head.begun, head.seconds, head.ran]).toEqual([1500, 2.5, 22.5]);
});

it('a clock that is set back takes nothing from the time that a run has taken', () => {
  const times = [1000, 3000, 500, 1500];
  const recorder = new Recorder(
    () => undefined,
    () => times.shift() ?? 0,
    'a visit',
  );
  const run = OPENING.reduce(applyEvent, initialPageModel(defaultSettings()));
  for (const iteration of [0, 1, 2]) recorder.record(stageAt('ppo', 'running', iteration), run);
  expect(recorder.recordingOf('ppo')?.head).toMatchObject({ seconds: 0.5, ran: 3 });
});

describe('the recorder', () => {
  it('records a run from its first step until it is done, with what it measured last', () => {
    const { ended, recorder } = record([...begin, ...iterations(1, 20), stageAt('ppo', 'done', 20)]);
    expect(ended).toHaveLength(1);
    expect(ended[0]?.head).toMatchObject({
      stage: 'ppo',
      backend: 'wasm',
      ending: 'done',
      iteration: 20,
      iterations: 20,
      metrics: { kl: Math.sin(20), loss: 1 / 20 },
      settings: defaultSettings(),
      everyIteration: 1,
    });
    expect(recorder.recordingOf('ppo')).toBeNull();
  });

  it('goes on after a pause, and ends with a reset', () => {
    const { ended } = record([
      ...begin,
      ...iterations(1, 2),
      stageAt('ppo', 'paused', 2),
      stageAt('ppo', 'running', 2),
      ...iterations(3, 4),
      { type: 'cleared', stage: 'ppo' },
      stageAt('ppo', 'ready', 0),
    ]);
    expect(ended.map(({ head }) => [head.ending, head.iteration])).toEqual([['reset', 4]]);
    // Of the eleven events half a second apart, the clock of the run stands still for one.
    const [{ head }] = ended;
    expect(head.seconds - (head.ran ?? 0)).toBe(0.5);
  });

  it('goes on with a run of another visit under an id of its own, and with one of this visit under its old id', () => {
    const { recorder } = record([...begin, ...iterations(1, 2)]);
    const mine = recorder.recordingOf('ppo');
    if (!mine) throw new Error('nothing recorded');
    const { id } = mine.head;
    expect(recorder.goOn(mine)).toBe(id);
    const another = new Recorder(
      () => undefined,
      () => 0,
      'another visit',
    );
    expect(another.goOn(mine)).not.toBe(id);
    expect(another.recordingOf('ppo')?.head).toEqual({ ...mine.head, id: another.recordingOf('ppo')?.head.id });
  });

  it('separates two stages that take turns', () => {
    const { recorder } = record([
      ...begin,
      ...iterations(1, 2),
      stageAt('ppo', 'paused', 2),
      stageAt('sft', 'running', 0),
      ...iterationOf('sft', 1),
    ]);
    expect(recorder.recordingOf('ppo')?.head.iteration).toBe(2);
    const sft = recorder.recordingOf('sft');
    expect(sft?.head.iteration).toBe(1);
    const stages = (sft ? eventLines(sft) : []).map((line) => JSON.parse(line) as WorkerEvent);
    expect(stages.filter(({ type }) => type === 'metrics')).toHaveLength(1);
  });

  it('names the knobs that were turned while it ran', () => {
    const change = { knob: 'klCoef', from: 0.2, to: 0 };
    const changed: WorkerEvent = { type: 'changed', stage: 'ppo', iteration: 1, change };
    const { recorder } = record([...begin, ...iterations(1, 1), changed]);
    expect(recorder.recordingOf('ppo')?.head.changes).toEqual([change]);
  });

  it('forgets micro-steps of whole iterations when they are too large, and no metric', () => {
    const { recorder } = record([...begin, ...iterations(1, 19)]);
    const whole = recorder.recordingOf('ppo');
    if (!whole) throw new Error('nothing recorded');
    const large = whole.entries.filter((entry) => entry.large);
    const limit = large.reduce((sum, { lines }) => sum + lines.length, 0) / 3;
    const thin = thinned(whole, limit);
    expect(thin.head.everyIteration).toBe(4);
    expect(thin.entries.filter((entry) => entry.large).map(({ iteration }) => iteration)).toEqual([4, 8, 12, 16, 19]);
    expect(thin.entries.filter((entry) => !entry.large)).toEqual(whole.entries.filter((entry) => !entry.large));
    expect(
      thinned(whole, 0)
        .entries.filter((entry) => entry.large)
        .map(({ iteration }) => iteration),
    ).toEqual([19]);
  });
});

describe('a long run of small events', () => {
  const small = (from: number, to: number) => iterations(from, to).filter(({ type }) => type !== 'microStep');
  const weight = ({ entries }: StageRecording) => entries.reduce((sum, { lines }) => sum + lines.length, 0);

  it('takes a fifth of the memory and gives every line back in its order, micro-steps between them', () => {
    const events = [...begin, ...small(1, 200), ...iterations(201, 203), ...small(204, 240)];
    const recording = record(events).recorder.recordingOf('ppo');
    if (!recording) throw new Error('nothing recorded');
    const lines = events.slice(1).map((event) => JSON.stringify(event));
    expect(eventLines(recording).slice(-lines.length)).toEqual(lines);
    const again = packed(packed(recording));
    expect(eventLines(again)).toEqual(eventLines(recording));
    expect(weight(again)).toBeLessThan(lines.join('').length / 5);
  });
});

describe('a saved run', () => {
  const events = [...begin, ...iterations(1, 20), stageAt('ppo', 'done', 20)];
  const { ended, run } = record(events);
  const lines = ended.flatMap(eventLines);

  it('comes back from its packed lines as the page that it was', async () => {
    const read = readEvents(await unpack(await pack(lines.join('\n'))), 'mine');
    const film = makeFilm(read, defaultSettings());
    const end = runAt(film, film.events.length);
    expect(end.curves.ppo).toEqual(run.curves.ppo);
    expect(end.microSteps.ppo).toEqual(run.microSteps.ppo);
    expect(end.stages.ppo).toEqual(run.stages.ppo);
    expect(end.stages.sft).toEqual(run.stages.sft);
  });

  it('is at every moment what the fold of its events up to there is, forward and back', () => {
    const read = readEvents(lines.join('\n'), 'mine');
    const film = makeFilm(read, defaultSettings());
    const forward = [...film.moments];
    for (const count of [...forward, ...forward.reverse(), 3, 70, 0]) {
      const folded = read.slice(0, count).reduce(applyEvent, initialPageModel(defaultSettings()));
      expect(runAt(film, count)).toEqual(folded);
    }
    expect(pointsOf(runAt(film, film.moments[1]).curves.ppo[0]?.series.kl ?? emptySeries())).toHaveLength(0);
    expect(film.moments).toHaveLength(42);
  });
});

describe('the difference between settings', () => {
  it('names a knob by its symbol where that means one knob, else by its label', () => {
    const defaults = defaultSettings();
    expect(settingsDifference({ ...defaults, klCoef: 0.1 }, { ...defaults, klCoef: 0 })).toEqual(['β 0.1 → 0']);
    const [adam] = settingsDifference(defaults, { ...defaults, adamEpsilon: 1e-6 });
    expect(adam).not.toMatch(/^ε/);
    expect(settingsDifference(defaults, defaults)).toEqual([]);
    expect(settingsDifference(defaults, { ...defaults, feedbackPerRound: 3 })).toEqual([]);
  });

  it('names a size against the default one, and no knob whose default follows the size', () => {
    expect(differenceFromDefaults(defaultSettings('XS'))).toHaveLength(1);
    expect(differenceFromDefaults(defaultSettings())).toEqual([]);
  });
});
