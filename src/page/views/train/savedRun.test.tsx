/**
 * A run's file may come from anywhere: whatever its micro-steps and metrics are, it is refused with a sentence, or all of
 * it can be drawn. What is drawn is the page as it stands after the file's events.
 */
import fc from 'fast-check';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MicroStep } from '../../../protocol/microSteps';
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import { defaultSettings } from '../../../experiment/settings';
import { pack, unpack } from '../../store/saved/packing';
import { readEvents, readRunFile, RunFileError } from '../../store/saved/runFile';
import { applyEvent, initialPageModel } from '../../store/run/pageModel';
import { useStore } from '../../store/store';
import { BackendBadge } from '../../shell/BackendBadge';
import { MicroStepFrame } from './MicroStepFrame';
import { Notices } from '../../shell/Notices';
import { PipelineMap } from '../../shell/PipelineMap';
import { RunBar } from '../../shell/RunBar';
import { AnswersPane } from './answers/AnswersPane';
import { numbersOf, valueNumbers } from './3-ppo/numbers';
import { unfold } from './3-ppo/unfold';
import { anyNumber, anyStep } from '../../../testing/anyMicroStep';
import { GOOD, ODD, REFUSED, type Loose } from '../../../testing/oddMicroSteps';
import { STAGE_PAGES } from './pages';
import { Workbench } from './Workbench';

/** JSON with what `JSON.stringify` has no words for. */
function written(value: unknown): string {
  const strange = (_: string, each: unknown) =>
    Object.is(each, -0) ? '‹-0›' : each === Infinity ? '‹1e999›' : each === -Infinity ? '‹-1e999›' : each;
  return JSON.stringify(value, strange).replaceAll(/"‹(-0|-?1e999)›"/g, '$1');
}

const head = (stage: unknown) => ({
  ...{ id: '1', name: 'a run', stage, round: 1, backend: 'wasm', device: '', settings: defaultSettings('XS') },
  ...{ changes: [], begun: 0, seconds: 1, iteration: 1, iterations: 2, ending: 'done', metrics: {} },
  ...{ everyIteration: 1, events: 1 },
});

const stageEvent = (stage: unknown) => ({
  ...{ type: 'stage', stage, status: 'paused', origin: 'trained', iteration: 1, iterations: 2, round: 1 },
  ...{ secondsLeft: null, stepsPerSecond: null, missing: [] },
});

/** What a learner sees of the file's last moment; the sentence, where the file is refused. */
async function opened(
  stage: TrainedStage,
  events: readonly unknown[],
): Promise<{ drawn: string } | { refused: string }> {
  const first = { format: 'rlhf-playground run', version: 1, head: head(stage), weights: null };
  const bytes = await pack([first, stageEvent(stage), ...events].map(written).join('\n'));
  try {
    const { packed } = await readRunFile('some.run', bytes);
    const run = readEvents(await unpack(packed), 'some').reduce(applyEvent, initialPageModel(defaultSettings('XS')));
    // What is drawn without a browser sees the state that the store began with.
    Object.assign(useStore.getInitialState(), { run });
    return { drawn: draw({ stage }) };
  } catch (error) {
    if (error instanceof RunFileError) return { refused: error.message };
    throw error;
  }
}

interface Drawn<S extends TrainedStage> {
  readonly stage: S;
}

function draw<S extends TrainedStage>({ stage }: Drawn<S>): string {
  const seen = useStore.getInitialState().run.microSteps[stage];
  return renderToString(
    <>
      <PipelineMap />
      {seen !== null && <MicroStepFrame page={STAGE_PAGES[stage]} seen={seen} />}
      <AnswersPane stage={stage} />
    </>,
  );
}

const openedStep = (step: Loose) => opened(step['stage'] as TrainedStage, [{ type: 'microStep', iteration: 1, step }]);

beforeAll(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
});

afterAll(() => {
  vi.unstubAllGlobals();
});

describe('a micro-step of a run’s file', () => {
  it.each(Object.entries(GOOD))('is drawn: %s', async (_, step) => {
    expect(await openedStep(step)).toHaveProperty('drawn', expect.not.stringContaining('NaN'));
  });

  it.each(REFUSED)('is refused with what was expected and what came: %s', async (_, step, sentence) => {
    expect(await openedStep(step)).toEqual({ refused: expect.stringContaining(sentence) as string });
  });

  it.each(ODD)('is drawn although it is odd: %s', async (_, step) => {
    expect(await openedStep(step)).toHaveProperty('drawn', expect.not.stringContaining('NaN'));
  });

  it('is refused or drawn, whatever its sizes, places, numbers and texts are', async () => {
    let drawn = 0;
    await fc.assert(
      fc.asyncProperty(anyStep, async (step) => {
        const seen = await openedStep(step);
        if ('refused' in seen) return;
        drawn++;
        expect(seen.drawn).not.toContain('NaN');
        for (const numbers of everyPlace(step as MicroStep))
          expect(JSON.stringify(numbers)).not.toMatch(/NaN|Infinity/);
      }),
      { numRuns: 400 },
    );
    expect(drawn).toBeGreaterThan(40);
  });
});

it('the curves of a run’s file are drawn, whatever their numbers and iterations are', async () => {
  const metric = fc.record({
    iteration: fc.oneof(fc.nat(50), fc.maxSafeNat()),
    gold: anyNumber(true),
    proxy: anyNumber(true),
    error: anyNumber(true),
  });
  const far = [1, 1e308, -1e308, 1].map((gold, iteration) => ({ iteration, gold, proxy: 0, error: 1e308 }));
  await fc.assert(
    fc.asyncProperty(fc.array(metric, { maxLength: 8 }), async (measured) => {
      const events = measured.map(({ iteration, gold, proxy, error }) => ({
        ...{ type: 'metrics', stage: 'ppo', round: 1, iteration },
        ...{ values: { goldReward: gold, proxyReward: proxy }, errors: { goldReward: error } },
      }));
      expect(await opened('ppo', events)).toHaveProperty('drawn', expect.not.stringContaining('NaN'));
    }),
    { numRuns: 60, examples: [[far]] },
  );
});

it('whatever else happens in a run’s file is drawn, too', async () => {
  const stage = { ...stageEvent('ppo'), iteration: Number.MAX_SAFE_INTEGER, iterations: 0, round: 7 };
  const events = [
    { type: 'backend', report: { backend: 'wasm', device: '', timings: [], chosenBy: 'timing' } },
    { type: 'labelers', figures: { agreement: 1e100, agreementWithGold: -1e100, ceiling: -0 } },
    { ...stage, status: 'running', origin: null, secondsLeft: 1e100, stepsPerSecond: -1e100 },
    { ...stage, stage: 'evaluate', status: 'locked', missing: ['sft', 'sft'] },
    { ...stage, stage: 'rewardModel', lessons: { simulated: 0, own: 0, weight: -1e308 } },
    { type: 'metrics', stage: 'ppo', iteration: 0, round: 9, values: {} },
    { type: 'changed', stage: 'ppo', iteration: 0, change: { knob: '', from: '', to: 1e308 } },
    { type: 'changed', stage: 'ppo', iteration: 1, change: 'nobody’s -0 → ' + 'x'.repeat(1000) },
    { type: 'changed', stage: 'evaluate', iteration: 3, change: 'klCoef 0.2 → 0' },
    { type: 'samples', stage: 'ppo', iteration: 0, episodes: [] },
    { type: 'error', sentence: '', detail: '', stage: null, fatal: false },
  ];
  expect(await opened('ppo', events)).toHaveProperty('drawn', expect.not.stringContaining('NaN'));
  for (const each of TRAINED_STAGES) {
    const page = renderToString(
      <>
        <BackendBadge />
        <Notices />
        <RunBar stage={each} />
        <Workbench stage={each} />
      </>,
    );
    expect(page).not.toContain('NaN');
  }
});

/** The numbers of every token that a learner can choose. */
function everyPlace(step: MicroStep): readonly unknown[] {
  if (step.stage !== 'ppo' || !('example' in step)) return [];
  return step.example.tokens.map((_, place) => [
    numbersOf(step, place),
    step.kind === 'update' ? valueNumbers(step, place) : null,
    step.kind === 'advantages' ? unfold(step.example.columns.deltas ?? [], place, step.gamma * step.lambda) : null,
  ]);
}
