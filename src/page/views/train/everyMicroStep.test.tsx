/** The whole page at every micro-step of every stage of a real run: which it is, where in the run, and where the curves end. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../../engine/lm/backend';
import type { MetricName } from '../../../experiment/metrics';
import { TRAINED_STAGES } from '../../../experiment/names';
import { stubBrowser } from '../../../testing/drawPage';
import { Recorded, TINY_SETTINGS } from '../../../testing/recordedSession';
import { drawSteps, insideOf, type SeenStep } from '../../../testing/steppedRun';
import { text } from '../../text/text';

let all: readonly SeenStep[] = [];

beforeAll(async () => {
  stubBrowser();
  await openBackend('wasm');
  const recorded = await new Recorded().start();
  for (const stage of TRAINED_STAGES) await recorded.stepThrough(stage);
  all = await drawSteps(recorded.events, TINY_SETTINGS);
});

interface Words {
  readonly label: string;
  readonly sentence: string;
}

describe.each(TRAINED_STAGES)('the page while %s is stepped', (stage) => {
  const words: Readonly<Record<string, Words>> = text.microSteps[stage];
  const seen = () => all.filter(({ step }) => step.stage === stage);

  it('comes to all kinds of micro-steps that the stage has', () => {
    expect([...new Set(seen().map(({ step }) => step.kind))]).toEqual(Object.keys(words));
  });

  it('marks the kind, says what happens and by which formula', () => {
    for (const { step, page } of seen()) {
      const { label, sentence } = words[step.kind];
      const steps = page.at('current-micro-step');
      expect(steps.attribute('data-kind')).toBe(step.kind);
      expect(steps.texts('button')).toEqual(Object.values(words).map((each) => each.label));
      expect(steps.texts('button[aria-current="step"]')).toEqual([label]);
      expect(steps.texts('button[aria-pressed="true"]')).toEqual([label]);
      expect(insideOf(page).texts('p')).toContain(sentence);
      expect(insideOf(page).all(`[role="group"][aria-label="Formula: ${label}"]`)).toHaveLength(1);
    }
  });

  it('shows the iteration, and how many of how many are done, in the bar and on the map', () => {
    for (const { iteration, run, page } of seen()) {
      const state = run.stages[stage];
      if (state === null) throw new Error(`The session has not reported ${stage}.`);
      const { iteration: done, iterations, status } = state;
      const whole = iteration <= done;
      expect(page.at('current-micro-step').text).toContain(`${whole ? 'iteration' : 'in iteration'} ${iteration}`);
      const progress = page.at('progress');
      expect(progress.number('data-iteration')).toBe(done);
      expect(progress.text).toContain(`${done} of ${iterations}`);
      expect(progress.one('progress').number('value')).toBe(done);
      expect(progress.one('progress').number('max')).toBe(iterations);
      const card = page.at(`stage-${stage}`);
      expect(['paused', 'done']).toContain(status);
      expect(card.attribute('data-status')).toBe(status);
      expect(card.attribute('aria-current')).toBe('step');
      expect(card.text.includes(`${done} of ${iterations}`)).toBe(done > 0);
    }
  });

  it('ends every curve where its metric was measured last', () => {
    for (const { run, page } of seen()) {
      const series = run.curves[stage].at(-1)?.series;
      const legends = page.all('figure[data-testid^="chart-"] li[data-metric]');
      expect(legends.length).toBeGreaterThan(3);
      for (const legend of legends) {
        const last = series?.[legend.attribute('data-metric') as MetricName]?.last ?? null;
        expect(legend.number()).toBe(last?.y ?? null);
        expect(legend.number('data-at')).toBe(last?.x ?? null);
      }
    }
  });

  it('never shows a number that is none', () => {
    for (const { page } of seen()) expect(page.text).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
  });
});
