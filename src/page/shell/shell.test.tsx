/** What stands around every view, drawn from a real session's progress: header, map, run bar, notices, and what a link takes. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openBackend } from '../../engine/lm/backend';
import { VIEWS, type View } from '../../experiment/controls';
import { DEFAULT_PAGE } from '../../experiment/query';
import { TRAINED_STAGES, type StageName } from '../../experiment/names';
import { changeSettings } from '../../experiment/settings';
import type { BackendReport } from '../../protocol/protocol';
import { drawApp, drawTraining } from '../../testing/drawApp';
import { stubBrowser } from '../../testing/drawPage';
import { Recorded, TINY_SETTINGS } from '../../testing/recordedSession';
import { canRun } from '../store/run/canRun';
import { addNotice, applyEvent, initialPageModel, type PageModel, type StageState } from '../store/run/pageModel';
import { text } from '../text/text';
import { formatMetric } from '../ui/format';

vi.mock('react-aria-components', async (original: () => Promise<object>) =>
  (await import('../../testing/openOverlays')).withOpenOverlays(original),
);

const SETTINGS = changeSettings(TINY_SETTINGS, { rewardModelSize: 'S', ppoIterations: 4, seed: 5 });

/** The page after the session's first `count` events. */
let at: (count: number) => PageModel;
let opened: PageModel;
/** PPO has stepped three of its four iterations. */
let stepped: PageModel;
/** In the second round, whose reward model is trained. */
let second: PageModel;

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  const recorded = await new Recorded().startShipped(SETTINGS);
  at = (count) => recorded.events.slice(0, count).reduce(applyEvent, initialPageModel(SETTINGS));
  const now = () => at(recorded.events.length);
  opened = now();
  for (let i = 0; i < 3; i++) {
    await recorded.send({ type: 'step', stage: 'ppo', unit: 'iteration' });
    await recorded.session.idle();
  }
  stepped = now();
  await recorded.run('ppo');
  await recorded.send({ type: 'nextRound', round: 1 });
  await recorded.run('rewardModel');
  second = now();
});

/** Changes how one stage stands. */
function withStage(run: PageModel, stage: StageName, changes: Partial<StageState>): PageModel {
  const state = run.stages[stage];
  if (state === null) throw new Error(`The session has not reported ${stage}.`);
  return { ...run, stages: { ...run.stages, [stage]: { ...state, ...changes } } };
}

describe('the header', () => {
  it('has every view, and marks the one on view', async () => {
    for (const view of VIEWS) {
      const page = await drawApp({ run: opened, view });
      // The page's name leads to the first view.
      const nameOf = (each: View) => (each === 'start' ? text.title : text.views[each]);
      expect(VIEWS.map((each) => page.at(`view-${each}`).text)).toEqual(VIEWS.map(nameOf));
      expect(page.texts('[aria-current="page"]')).toEqual([nameOf(view)]);
    }
  });

  it('says what runs the training, how fast, and why not a better one', async () => {
    const report: BackendReport = {
      backend: 'wasm',
      device: 'SIMD',
      workers: 2,
      mostWorkers: 4,
      chosenBy: 'learner',
      timings: [
        {
          ...{ backend: 'wasm', millisecondsPerStep: 20, reason: 'Slower here than webgpu.', earlier: true },
          workers: [
            { workers: 1, millisecondsPerStep: 38, earlier: true },
            { workers: 2, millisecondsPerStep: 21, earlier: true },
          ],
        },
        { backend: 'webgpu', millisecondsPerStep: 4.5, reason: '' },
        { backend: 'cpu', millisecondsPerStep: null, reason: 'It is far slower.' },
      ],
    };
    const run = withStage({ ...opened, backend: report }, 'ppo', { stepsPerSecond: 12.3 });
    const page = await drawTraining(run, 'ppo');
    const badge = page.at('backend-badge');
    expect(badge.attribute('data-backend')).toBe('wasm');
    expect(badge.text).toBe('this computer: ready (WASM)');
    expect(page.at('backend-facts').text).toBe('WASM, SIMD, 2 workers, 12.3 micro-steps/s');
    const [, ...rows] = page.one(`[aria-label="${text.backend.open}"]`).all('tr');
    expect(rows.map((row) => [row.one('th').text, ...row.texts('td')])).toEqual([
      // With as many workers as train now.
      ['WASM', '21.0 earlier visit', 'in use'],
      ['WebGPU', '4.50', 'not chosen'],
      ['CPU', '–', 'It is far slower.'],
    ]);
    expect(page.text).toContain('Chosen by you, or by the link.');
    const choices = page.all('input[name="workers"]').map((input) => input.attribute('data-testid'));
    expect(choices).toEqual(['workers-auto', 'workers-1', 'workers-2', 'workers-4']);
    expect(page.text).toContain('1 (38.0 ms per training step, earlier visit)');
    expect(page.text).toContain('2 (21.0 ms per training step, earlier visit)');
    expect(page.text).not.toContain(text.backend.timedAgain);
    const warm = await drawTraining({ ...opened, backend: { ...report, timedAgain: true } }, 'ppo');
    expect(warm.text).toContain(text.backend.timedAgain);
    expect(page.text).not.toContain(text.backend.noCore);
    const forced = await drawApp({ run, page: { ...DEFAULT_PAGE, workers: '4' } });
    expect(forced.text).toContain(text.backend.noCore);
    const { workers: _, ...alone } = { ...report, backend: 'webgpu' } as const;
    expect((await drawTraining({ ...opened, backend: alone }, 'ppo')).has('input[name="workers"]')).toBe(false);
    const before = await drawApp({ run: initialPageModel(SETTINGS) });
    expect(before.at('backend-badge').text).toBe('this computer: getting ready');
    expect(before.at('backend-badge').attribute('disabled')).toBe('');
  });
});

describe('what is at work', () => {
  it('is told beneath Train in every other view, and in no region that is read out as it changes', async () => {
    const running = applyEvent(stepped, {
      ...{ type: 'stage', stage: 'ppo', status: 'running', iteration: 3, iterations: 4, origin: 'trained', round: 1 },
      ...{ secondsLeft: 9, stepsPerSecond: 2, missing: [] },
    });
    for (const view of VIEWS) {
      const page = await drawApp({ run: running, view });
      const told = view === 'train' ? text.views.train : `${text.views.train} PPO 3 of 4`;
      expect(page.at('view-train').text).toBe(told);
      expect(page.texts('[role="status"], [aria-live]').join()).not.toContain('PPO 3 of 4');
    }
    expect((await drawApp({ run: stepped, view: 'label' })).at('at-work').text).toBe('PPO paused, 3 of 4');
    expect((await drawApp({ run: opened, view: 'label' })).has('[data-testid="at-work"]')).toBe(false);
  });
});

describe('the map', () => {
  it('says where the weights of every stage came from and how it stands', async () => {
    const page = await drawTraining(stepped, 'ppo');
    for (const stage of TRAINED_STAGES) {
      const { status, origin } = stepped.stages[stage] ?? {};
      expect(page.at(`stage-${stage}`).attribute('data-status')).toBe(status);
      expect(page.at(`stage-${stage}`).attribute('data-origin')).toBe(origin);
    }
    for (const stage of ['pretrain', 'sft', 'rewardModel']) {
      expect(page.at(`stage-${stage}`).text).toContain('shipped checkpoint');
    }
    const card = page.at('stage-ppo').text;
    expect(card).toContain('paused');
    expect(card).toContain('3 of 4');
    const { goldReward, proxyReward } = stepped.curves.ppo.at(-1)?.series ?? {};
    expect(card).toContain(`gold ${formatMetric('goldReward', goldReward?.last?.y ?? NaN)}`);
    expect(card).toContain(`score ${formatMetric('proxyReward', proxyReward?.last?.y ?? NaN)}`);
    expect(page.at('stage-ppo').attribute('aria-current')).toBe('step');
  });

  it('leads round again once the policy has learned, and back from there', async () => {
    expect((await drawTraining(opened, 'ppo')).at('next-round').attribute('disabled')).toBe('');
    const first = await drawTraining(stepped, 'ppo');
    expect(first.at('next-round').attribute('disabled')).toBeNull();
    expect(first.at('round').text).toBe('round 1');
    expect(first.has('[data-testid="previous-round"]')).toBe(false);
    const page = await drawTraining(second, 'rewardModel');
    expect(page.at('round').text).toBe('round 2');
    expect(page.at('previous-round').text).toBe('back to round 1');
    expect(page.at('stage-rewardModel').attribute('data-origin')).toBe('trained');
  });

  it('says what a locked stage waits for', async () => {
    const locked = withStage(opened, 'ppo', { status: 'locked', origin: null, missing: ['sft', 'rewardModel'] });
    const page = await drawTraining(locked, 'ppo');
    const why = 'Needs a fine-tuned model and a reward model first.';
    expect(page.at('stage-ppo').text).toContain(why);
    expect(page.at('run').attribute('disabled')).toBe('');
    expect(page.at('run').attribute('title')).toBe(why);
  });
});

describe('the run bar', () => {
  it('says how far the stage is, in numbers and as a bar, and the seed', async () => {
    const bar = (await drawTraining(stepped, 'ppo')).at('progress');
    expect(bar.text).toContain('3 of 4 iterations');
    expect(bar.text).toContain('seed 5');
    expect([bar.one('progress').number('value'), bar.one('progress').number('max')]).toEqual([3, 4]);
  });

  it('runs what can run, pauses what runs, and says why a button is dead', async () => {
    const paused = await drawTraining(stepped, 'ppo');
    expect(paused.at('run').text).toBe('Run');
    for (const button of ['run', 'micro-step', 'iteration-step', 'reset']) {
      expect(paused.at(button).attribute('disabled')).toBeNull();
    }
    const running = withStage(stepped, 'ppo', { status: 'running', secondsLeft: 75 });
    const busy = await drawTraining(running, 'ppo');
    expect(busy.at('pause').text).toBe('Pause');
    expect(busy.at('progress').text).toContain('1 min 15 s left');
    const done = await drawTraining(withStage(stepped, 'ppo', { status: 'done', iteration: 4 }), 'ppo');
    expect(done.at('run').text).toBe('Rerun');
    expect(done.at('micro-step').attribute('disabled')).toBe('');
    expect(done.at('micro-step').attribute('title')).toBe(text.runBar.doneMeaning);
    expect(canRun(stepped.stages.ppo)).toBe(true);
  });

  it('says what happens before there is anything to run', async () => {
    const run = applyEvent(initialPageModel(SETTINGS), { type: 'progress', activity: 'timing', fraction: 0.4 });
    const page = await drawTraining(run, 'ppo');
    expect(page.at('progress').text).toBe(`${text.activities.timing} 40 %`);
    expect(page.at('progress').one('progress').number('value')).toBe(0.4);
    expect(page.at('run').attribute('disabled')).toBe('');
  });

  it('shows the speed that was chosen', async () => {
    expect((await drawTraining(opened, 'ppo')).one('label output').text).toBe('full');
    expect((await drawTraining(opened, 'ppo', { speed: 4 })).one('label output').text).toBe('4/s');
  });
});

describe('what the page has to say', () => {
  it('a notice has its stage, its sentence and its detail, and stays until it is dismissed', async () => {
    const sentences = ['First.', 'Second.'];
    const run = sentences.reduce(
      (before, sentence) => addNotice(before, { sentence, detail: `why ${sentence}`, stage: 'sft' }),
      opened,
    );
    const notices = (await drawApp({ run })).all('[data-testid="notice"]');
    expect(notices.map((each) => each.one('p').text)).toEqual(sentences.map((each) => `Fine-tune: ${each}`));
    expect(notices.map((each) => each.one('pre').text)).toEqual(sentences.map((each) => `why ${each}`));
    expect(notices.map((each) => each.one('button').text)).toEqual(['dismiss', 'dismiss']);
  });

  it('a tab that had waited, and a run that lies over the charts of training alone', async () => {
    const overlay = { label: 'β 0.2 → 0', note: 'Laid over the charts.', curves: stepped.curves };
    const page = await drawTraining(opened, 'ppo', { overlay, wentOn: 'ppo' });
    expect(page.at('went-on').text).toContain('PPO waited');
    expect(page.at('overlay-note').text).toContain('Laid over the charts.');
    // Once, above all charts, and only where it is drawn.
    expect(page.texts('[data-overlay]')).toEqual(['β 0.2 → 0']);
    expect((await drawTraining(opened, 'sft', { overlay })).has('[data-testid="overlay-note"]')).toBe(false);
    expect((await drawApp({ run: opened, view: 'label', overlay })).has('[data-testid="overlay-note"]')).toBe(false);
  });

  it('a worker that is lost leaves what is on view, and nothing to press but to go on', async () => {
    const lost = applyEvent(stepped, {
      ...{ type: 'error', sentence: 'It has stopped.', detail: 'deep down', stage: null, fatal: true },
    });
    const page = await drawTraining(lost, 'ppo');
    expect(page.at('stopped').text).toContain('It has stopped.');
    expect(page.at('stopped-go-on').text).toBe(text.notices.goOn);
    expect(page.at('run').attribute('disabled')).toBe('');
    expect(page.at('run').attribute('title')).toBe(text.runBar.outMeaning);
    expect(page.at('progress').text).toContain('3 of 4 iterations');
    expect(page.at('chart-reward').one('[data-metric="goldReward"]').number()).not.toBeNull();
  });

  it('where nothing could ever run, the sentence stands alone', async () => {
    const run = applyEvent(initialPageModel(SETTINGS), {
      ...{ type: 'error', sentence: 'Nothing here can train.', detail: 'deep down', stage: null, fatal: true },
    });
    const page = await drawApp({ run });
    expect(page.at('fatal').texts('p')).toContain('Nothing here can train.');
    expect(page.at('fatal').one('pre').text).toBe('deep down');
    expect(page.has('header')).toBe(false);
  });

  it('asks by name before weights that were trained here are dropped', async () => {
    const confirming = { dropped: ['rewardModel', 'ppo'] as const, act: () => undefined };
    const page = await drawTraining(second, 'ppo', { confirming });
    const lost = ['the reward model of round 2', 'the policy of round 1'];
    expect(page.at('confirm').attribute('role')).toBe('alertdialog');
    expect(page.at('confirm').one('h2').text).toBe(text.confirm.question(lost));
    expect(page.at('confirm').text).toContain(text.confirm.weightsGo);
    expect(page.all('[data-testid="confirm-save"]').map((each) => each.attribute('aria-label'))).toEqual(
      lost.map((model) => `Save ${model} to a file`),
    );
    expect((await drawTraining(second, 'ppo')).has('[data-testid="confirm"]')).toBe(false);
  });

  it('says of a policy alone where it stays, and offers no file', async () => {
    const page = await drawTraining(second, 'ppo', { confirming: { dropped: ['ppo'], act: () => undefined } });
    expect(page.at('confirm').text).toContain(text.confirm.stays);
    expect(page.has('[data-testid="confirm-save"]')).toBe(false);
  });
});
