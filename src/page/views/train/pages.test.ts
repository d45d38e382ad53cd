import { expect, it } from 'vitest';
import { KNOB_NAMES } from '../../../experiment/knobs';
import { METRICS, type MetricName } from '../../../experiment/metrics';
import { openKnobs, SCENARIO_NAMES } from '../../../experiment/scenarios';
import { knobsOf } from './stagePage';
import { EVALUATE_KNOBS } from '../evaluate/knobs';
import { TERMS, termsOf } from '../../text/terms';
import { text } from '../../text/text';
import { STAGE_PAGES } from './pages';

const pages = Object.values(STAGE_PAGES);

it('has a place for every knob', () => {
  const inLab = SCENARIO_NAMES.flatMap(openKnobs);
  const placed = [...pages.flatMap(knobsOf), ...EVALUATE_KNOBS, ...inLab];
  expect([...new Set(placed)].sort()).toEqual([...KNOB_NAMES].sort());
});

it('draws every metric of every stage once', () => {
  for (const { stage, charts, more } of pages) {
    const drawn = [...charts, ...more].flatMap(({ lines }) => lines.map(({ metric }) => metric));
    const measured = (Object.keys(METRICS) as MetricName[]).filter((name) =>
      (METRICS[name].stages as readonly string[]).includes(stage),
    );
    expect([...drawn].sort()).toEqual(measured.sort());
  }
});

it('draws at once a curve of every term that has one in the stage, so that looking at it lights one up', () => {
  for (const { stage, charts, more } of pages) {
    const metricsOf = (specs: typeof charts) => specs.flatMap(({ lines }) => lines.map(({ metric }) => metric));
    const [atOnce, all] = [metricsOf(charts), metricsOf([...charts, ...more])];
    const formulas = Object.values(text.microSteps[stage]).map(({ formula }) => formula);
    const dark = formulas.flatMap(termsOf).filter((term) => {
      const metrics: readonly MetricName[] = TERMS[term].metrics;
      return metrics.some((metric) => all.includes(metric)) && !metrics.some((metric) => atOnce.includes(metric));
    });
    expect(dark).toEqual([]);
  }
});
