import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../protocol/compare';
import type { Episode } from '../../../protocol/microSteps';
import type { WorkerEvent } from '../../../protocol/protocol';
import { defaultSettings } from '../../../experiment/settings';
import { stageEvent } from '../../../testing/workerEvents';
import { addNotice, applyEvent, dismissNotice, initialPageModel, type PageModel } from './pageModel';
import { pointsOf } from './series';

const question = (prompt: string): Question => ({
  prompt,
  respondents: [],
  samples: 1,
  temperature: 1,
  seed: 0,
  draw: 1,
});

const episode: Episode = { prompt: 'hello !', response: 'hello !', ended: true, score: 0.4, gold: 1 };

function stage(changes: Partial<Extract<WorkerEvent, { type: 'stage' }>> = {}): WorkerEvent {
  return {
    type: 'stage',
    stage: 'ppo',
    status: 'ready',
    origin: 'shipped',
    iteration: 0,
    iterations: 60,
    round: 1,
    secondsLeft: null,
    stepsPerSecond: null,
    missing: [],
    ...changes,
  };
}

function metrics(iteration: number, values: Record<string, number>, round = 1): WorkerEvent {
  return { type: 'metrics', stage: 'ppo', iteration, round, values };
}

function fold(events: readonly WorkerEvent[], from: PageModel = initialPageModel(defaultSettings())): PageModel {
  return events.reduce(applyEvent, from);
}

function kl(run: PageModel, round = 1) {
  const curves = run.curves.ppo.find((each) => each.round === round);
  return curves?.series.kl === undefined ? [] : pointsOf(curves.series.kl);
}

describe('applyEvent', () => {
  it('shows start-up until the first stage stands', () => {
    const starting = fold([{ type: 'progress', activity: 'timing', fraction: 0.5 }]);
    expect(starting.activity).toEqual({ activity: 'timing', fraction: 0.5 });
    const ready = fold([stage()], starting);
    expect(ready.activity).toBeNull();
    expect(ready.stages.ppo?.status).toBe('ready');
    expect(ready.stages.sft).toBeNull();
  });

  it('takes over what workers that were timed again need for a step, and says so until the backend is chosen anew', () => {
    const timing = { backend: 'wasm', millisecondsPerStep: 20, reason: '' } as const;
    const report = { backend: 'wasm', device: '', chosenBy: 'timing', workers: 4 } as const;
    const rivals = [timing, { ...timing, backend: 'webgpu', millisecondsPerStep: 30 }] as const;
    const started = fold([{ type: 'backend', report: { ...report, timings: rivals } }]);
    const timed = [{ workers: 1, millisecondsPerStep: 60 }];
    const warm = applyEvent(started, { type: 'workers', workers: 1, lost: null, timed });
    expect(warm.backend).toEqual({
      ...report,
      workers: 1,
      timings: [{ ...timing, workers: timed }, rivals[1]],
      timedAgain: true,
    });
    const fewer = applyEvent(started, { type: 'workers', workers: 2, lost: null });
    expect(fewer.backend).toEqual({ ...report, workers: 2, timings: rivals });
  });

  it('grows the curves and leaves out what is not finite', () => {
    const run = fold([stage(), metrics(1, { kl: 0.1 }), metrics(2, { kl: NaN }), metrics(3, { kl: 0.3 })]);
    expect(kl(run)).toEqual([
      { x: 1, y: 0.1 },
      { x: 3, y: 0.3 },
    ]);
  });

  it('keeps each error with its own metric, and folds events without errors', () => {
    const withError = { ...metrics(2, { kl: 0.2, goldReward: 0.5 }), errors: { goldReward: 0.04 } } as WorkerEvent;
    const run = fold([stage(), metrics(1, { kl: 0.1, goldReward: 0.4 }), withError]);
    const gold = run.curves.ppo[0].series.goldReward;
    expect(gold && pointsOf(gold)).toStrictEqual([
      { x: 1, y: 0.4 },
      { x: 2, y: 0.5, error: 0.04 },
    ]);
    expect(kl(run).every((point) => !('error' in point))).toBe(true);
  });

  it('keeps an earlier round beside the present one, and clears only the present one', () => {
    const second = fold([stage(), metrics(1, { kl: 0.1 }), stage({ round: 2 }), metrics(1, { kl: 0.5 }, 2)]);
    expect(kl(second, 1)).toHaveLength(1);
    expect(kl(second, 2)).toHaveLength(1);
    const cleared = fold([{ type: 'cleared', stage: 'ppo' }], second);
    expect(kl(cleared, 1)).toHaveLength(1);
    expect(kl(cleared, 2)).toHaveLength(0);
  });

  it('shows none of an earlier round’s values as the present one’s, and none of a round that was gone back from', () => {
    const second = fold([stage(), metrics(1, { kl: 0.1 }), stage({ round: 2 })]);
    expect(second.curves.ppo.at(-1)).toEqual({ round: 2, series: {}, marks: [] });
    const again = fold([metrics(1, { kl: 0.5 }, 2), { type: 'cleared', stage: 'ppo' }], second);
    expect(again.curves.ppo.at(-1)).toEqual({ round: 2, series: {}, marks: [] });
    const back = fold([metrics(1, { kl: 0.5 }, 2), stage({ round: 1 })], second);
    expect(back.curves.ppo.map(({ round }) => round)).toEqual([1]);
  });

  it('clears micro-steps and samples of the stage alone', () => {
    const step = { stage: 'ppo', kind: 'prompts', prompts: ['hello !'] } as const;
    const run = fold([
      stage(),
      { type: 'microStep', iteration: 1, step },
      { type: 'samples', stage: 'ppo', iteration: 1, episodes: [episode] },
      { type: 'samples', stage: 'sft', iteration: 9, episodes: [episode] },
      { type: 'cleared', stage: 'ppo' },
    ]);
    expect(run.microSteps.ppo).toBeNull();
    expect(run.samples.ppo).toBeNull();
    expect(run.samples.sft?.iteration).toBe(9);
  });

  it('remembers the newest micro-step of each kind', () => {
    const prompts = (prompt: string) => ({ stage: 'ppo', kind: 'prompts', prompts: [prompt] }) as const;
    const done = { stage: 'ppo', kind: 'metrics' } as const;
    const run = fold([
      { type: 'microStep', iteration: 1, step: prompts('hello !') },
      { type: 'microStep', iteration: 1, step: done },
      { type: 'microStep', iteration: 2, step: prompts('thank you !') },
    ]);
    expect(run.microSteps.ppo?.current).toBe('prompts');
    expect(run.microSteps.ppo?.byKind.prompts).toEqual({ iteration: 2, step: prompts('thank you !') });
    expect(run.microSteps.ppo?.byKind.metrics?.iteration).toBe(1);
  });

  it('shows no step and no sample of the round before', () => {
    const prompts: WorkerEvent = {
      type: 'microStep',
      iteration: 1,
      step: { stage: 'ppo', kind: 'prompts', prompts: ['hello !'] },
    };
    const samples: WorkerEvent = { type: 'samples', stage: 'ppo', iteration: 1, episodes: [episode] };
    const first = fold([stage(), prompts, samples, stage({ iteration: 1 })]);
    expect(first.microSteps.ppo?.current).toBe('prompts');
    expect(first.samples.ppo?.now).toEqual([episode]);
    const second = fold([stage({ round: 2 })], first);
    expect(second.microSteps.ppo).toBeNull();
    expect(second.samples.ppo).toBeNull();
  });

  it('marks a turned knob on the present round', () => {
    const change = { knob: 'klCoef', from: 0.2, to: 0 };
    const run = fold([stage({ round: 2 }), { type: 'changed', stage: 'ppo', iteration: 7, change }]);
    expect(run.curves.ppo).toEqual([{ round: 2, series: {}, marks: [{ iteration: 7, change }] }]);
  });

  it('turns an error into a notice, and a fatal one into the end of the workbench', () => {
    const error = { type: 'error', sentence: 'The loss is not finite.', detail: 'step 3', stage: 'ppo' } as const;
    const run = fold([{ ...error, fatal: false }]);
    expect(run.notices).toMatchObject([{ sentence: 'The loss is not finite.', detail: 'step 3' }]);
    expect(run.fatal).toBeNull();
    expect(dismissNotice(run, run.notices[0].id).notices).toEqual([]);
    expect(fold([{ ...error, fatal: true }]).fatal?.sentence).toBe('The loss is not finite.');
  });

  it('keeps all that it shows when a worker is lost that had begun, and stands for nothing where none ever did', () => {
    const lost: WorkerEvent = { type: 'error', sentence: 'Gone.', detail: 'x', stage: null, fatal: true };
    const never = applyEvent(initialPageModel(defaultSettings()), lost);
    expect(never).toMatchObject({ fatal: { sentence: 'Gone.', detail: 'x' }, stopped: null });

    const pretrain: WorkerEvent = {
      ...(stage({ status: 'done' }) as Extract<WorkerEvent, { type: 'stage' }>),
      stage: 'pretrain',
    };
    const before = [pretrain, stage({ status: 'running', secondsLeft: 3 }), metrics(1, { kl: 1 })].reduce(
      applyEvent,
      initialPageModel(defaultSettings()),
    );
    const after = applyEvent(before, lost);
    expect(after).toMatchObject({ fatal: null, stopped: { sentence: 'Gone.' }, curves: before.curves });
    expect(after.stages.ppo).toMatchObject({ status: 'paused', secondsLeft: null });
    expect(after.stages.pretrain).toEqual(before.stages.pretrain);
  });

  it('waits for nothing that a lost worker was making: models of the label desk, or a file of data', () => {
    const lost: WorkerEvent = { type: 'error', sentence: 'Gone.', detail: '', stage: null, fatal: true };
    const saved = { records: 8, leftOut: 0 };
    const atWork = fold([
      stageEvent('done', 9, { stage: 'pretrain' }),
      { type: 'labelEffect', fraction: 0.5, effect: null },
      { type: 'labelLearning', progress: { doing: 'policies', fraction: 0.5, secondsLeft: 9 }, learned: null },
      { type: 'dataSet', stage: 'sft', fraction: 0.5, saved: null },
      { type: 'dataSet', stage: 'ppo', fraction: null, saved },
    ]);
    const { labeling, dataSets } = applyEvent(atWork, lost);
    expect(labeling).toMatchObject({ fraction: null, learning: null });
    expect(dataSets).toEqual({ sft: { fraction: null, saved: null }, ppo: { fraction: null, saved } });
  });

  it('gives every notice its own number, and says no sentence twice: the newest detail stands', () => {
    const notice = { sentence: 'a', detail: '', stage: null };
    const all = [
      notice,
      { ...notice, sentence: 'b' },
      { ...notice, detail: 'again' },
      { ...notice, stage: 'ppo' as const },
    ];
    const { notices } = all.reduce(addNotice, initialPageModel(defaultSettings()));
    expect(notices.map(({ sentence, detail }) => sentence + detail)).toEqual(['b', 'aagain', 'a']);
    expect(new Set(notices.map(({ id }) => id)).size).toBe(3);
  });

  it('keeps answers newest first and evaluations by speaker', () => {
    const run = fold([
      { type: 'answers', id: 1, question: question('hello !'), answers: [] },
      { type: 'answers', id: 2, question: question('thank you !'), answers: [] },
    ]);
    expect(run.answers.map(({ question: { prompt } }) => prompt)).toEqual(['thank you !', 'hello !']);
  });

  it('knows which respondents can be asked now, and the attention that was asked for last', () => {
    const sft = { id: 'sft', speaker: 'sft', round: null, name: null, origin: 'shipped' } as const;
    const place = { id: 1, respondent: 'sft', sample: 0, token: 2 };
    const view = { tokens: ['hello'], responseStart: 1, weights: [[[1]]] };
    const run = fold([
      { type: 'respondents', respondents: [] },
      { type: 'respondents', respondents: [sft] },
      { type: 'attention', place, view },
    ]);
    expect(run.respondents).toEqual([sft]);
    expect(run.attention).toEqual({ place, view });
  });

  it('replays to the same page, however the events are cut, and never changes what it was given', () => {
    const event: fc.Arbitrary<WorkerEvent> = fc.oneof(
      fc
        .record({ iteration: fc.nat(300), kl: fc.double(), round: fc.integer({ min: 1, max: 3 }) })
        .map((drawn) => metrics(drawn.iteration, { kl: drawn.kl }, drawn.round)),
      fc.integer({ min: 1, max: 3 }).map((round) => stage({ round })),
      fc.constant<WorkerEvent>({ type: 'cleared', stage: 'ppo' }),
      fc.nat(300).map((iteration): WorkerEvent => {
        return { type: 'changed', stage: 'ppo', iteration, change: { knob: 'klCoef', from: iteration, to: 0 } };
      }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), fc.nat(80), (events, cut) => {
        const start = initialPageModel(defaultSettings());
        const half = fold(events.slice(0, cut), start);
        const before = structuredClone(half);
        const whole = fold(events.slice(cut), half);
        expect(whole).toEqual(fold(events, start));
        expect(half).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});
