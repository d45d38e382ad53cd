import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../../../protocol/lab';
import { ALGORITHMS } from '../../../experiment/algorithms';
import { SCENARIO_NAMES, type Quantity, type ScenarioName } from '../../../experiment/scenarios';
import { applyLabEvent, NO_LAB_RUN, type LabModel } from './labRun';
import { text } from '../../text/text';
import { compare, OUTCOMES, rise } from './outcomes';

/** A curve of an arm: values at places 0, 1, 2, …, each with the same error. */
type Curve = readonly [arm: string, quantity: Quantity, values: readonly number[], error?: number];

function runOf(...curves: readonly Curve[]): LabModel {
  const events = curves.flatMap(([arm, quantity, values, error = 0.02]) =>
    values.map((y, x): LabEvent => ({ type: 'point', arm, quantity, x, y, error })),
  );
  return events.reduce(applyLabEvent, NO_LAB_RUN);
}

const yours = (quantity: Quantity, ...values: number[]): Curve => ['yours', quantity, values];
const of = (arm: string, quantity: Quantity, ...values: number[]): Curve => [arm, quantity, values];

/** Gold of the five others at the end, less that of PPO. */
const [, ...OTHERS] = ALGORITHMS;
const besidePpo = (...differences: number[]) => {
  const [, ...others] = ALGORITHMS;
  return runOf(...others.map((arm, i) => of(arm, 'goldBesidePpo', differences[i])));
};

/** Gold on stories, every 16 feedbacks. */
const taught = (...values: number[]) =>
  values
    .map((y, i): LabEvent => ({ type: 'point', arm: 'yours', quantity: 'storyGold', x: 16 * i, y }))
    .reduce(applyLabEvent, NO_LAB_RUN);

/** A run for every choice, in order. */
const CASES: Readonly<Record<ScenarioName, readonly LabModel[]>> = {
  goodhart: [
    runOf(
      yours('goldReward', 0.4, 0.4, 0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.6, 0.6),
      yours('proxyReward', 0, 0, 1, 1, 1, 1),
    ),
    runOf(
      yours('goldReward', 0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1),
      yours('proxyReward', 0, 0, 1, 1, 1, 1),
    ),
    runOf(yours('goldReward', 0.5, 0.52, 0.49, 0.5), yours('proxyReward', 0, 0, 1, 1, 1, 1)),
  ],
  verbosity: [
    runOf(yours('length', 9, 14), yours('gold', 0.5, 0.7), of('usual', 'length', 9, 9), of('usual', 'gold', 0.5, 0.6)),
    runOf(yours('length', 9, 14), yours('gold', 0.5, 0.4), of('usual', 'length', 9, 9), of('usual', 'gold', 0.5, 0.6)),
    runOf(yours('length', 9, 14), yours('gold', 0.5, 0.6), of('usual', 'length', 9, 9), of('usual', 'gold', 0.5, 0.6)),
    runOf(yours('length', 9, 9), yours('gold', 0.5, 0.6), of('usual', 'length', 9, 9), of('usual', 'gold', 0.5, 0.6)),
  ],
  labelers: [
    runOf(yours('accuracy', 0.5, 0.51), of('usual', 'accuracy', 0.5, 0.66)),
    runOf(yours('accuracy', 0.5, 0.56), of('usual', 'accuracy', 0.5, 0.66)),
    runOf(yours('accuracy', 0.5, 0.65), of('usual', 'accuracy', 0.5, 0.66)),
  ],
  labelCost: [
    runOf(of('demonstrations', 'gold', 0.2, 0.7), of('rankings', 'gold', 0.2, 0.5)),
    runOf(of('demonstrations', 'gold', 0.2, 0.5), of('rankings', 'gold', 0.2, 0.6)),
    runOf(of('demonstrations', 'gold', 0.2, 0.5), of('rankings', 'gold', 0.2, 0.5)),
  ],
  alignmentTax: [
    runOf(
      of('base', 'perplexity', 2),
      of('γ 0', 'perplexity', 5, 7),
      yours('perplexity', 5, 3),
      of('γ 0', 'gold', 0.5, 0.6),
      yours('gold', 0.5, 0.5),
    ),
    runOf(
      of('base', 'perplexity', 2),
      of('γ 0', 'perplexity', 5, 7),
      yours('perplexity', 5, 3),
      of('γ 0', 'gold', 0.5, 0.6),
      yours('gold', 0.5, 0.62),
    ),
    runOf(
      of('base', 'perplexity', 2),
      of('γ 0', 'perplexity', 5, 7),
      yours('perplexity', 5, 6),
      of('γ 0', 'gold', 0.5, 0.6),
      yours('gold', 0.5, 0.6),
    ),
  ],
  secondLanguage: [
    runOf(of('none', 'spanish', 0, 0.1), of('little', 'spanish', 0, 0.12), yours('spanish', 0, 0.9)),
    runOf(of('none', 'spanish', 0, 0.1), of('little', 'spanish', 0, 0.5), yours('spanish', 0, 0.9)),
    runOf(of('none', 'spanish', 0, 0.1), of('little', 'spanish', 0, 0.89), yours('spanish', 0, 0.9)),
  ],
  clipping: [
    runOf(of('ε 0.2', 'gold', 0.5, 0.5), yours('gold', 0.5, 0.1)),
    runOf(of('ε 0.2', 'gold', 0.5, 0.5), yours('gold', 0.5, 0.5)),
    runOf(of('ε 0.2', 'gold', 0.5, 0.5), yours('gold', 0.5, 0.8)),
  ],
  iterate: [runOf(yours('roundGain', 0.1)), runOf(yours('roundGain', 0.01)), runOf(yours('roundGain', -0.1))],
  size: [
    runOf(of('ppo', 'gold', 0.6, 0.7, 0.8), of('fewShotBase', 'gold', 0.3, 0.4, 0.5)),
    runOf(of('ppo', 'gold', 0.5, 0.7, 0.8), of('fewShotBase', 'gold', 0.3, 0.4, 0.5)),
    runOf(of('ppo', 'gold', 0.4, 0.7, 0.8), of('fewShotBase', 'gold', 0.3, 0.4, 0.5)),
  ],
  wording: [
    runOf(of('sft', 'gold', 0.5, 0.5), of('sft', 'wordingLoss', 0.01)),
    runOf(of('sft', 'gold', 0.5, 0.3), of('sft', 'wordingLoss', 0.2)),
    runOf(of('sft', 'gold', 0.5, 0.1), of('sft', 'wordingLoss', 0.4)),
  ],
  bestOfN: [
    runOf(yours('goldGain', 0, 0.1, 0.2), yours('goldFall', -0.01)),
    runOf(yours('goldGain', 0, 0.1, 0), yours('goldFall', -0.1)),
    runOf(yours('goldGain', 0, -0.1, -0.2), yours('goldFall', -0.2)),
  ],
  algorithms: [
    besidePpo(...OTHERS.map(() => -0.1)),
    besidePpo(...OTHERS.map((_, i) => [-0.1, 0, 0.1][Math.min(i, 2)])),
    besidePpo(...OTHERS.map((_, i) => [0.01, 0, -0.01, 0.1][i % 4])),
  ],
  tamer: [taught(0.4, 0.45, 0.55), taught(0.4, 0.4, 0.45, 0.55), taught(0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4)],
};

describe.each(SCENARIO_NAMES)('the outcome of %s', (name) => {
  it('is each of its choices, worked out from the points', () => {
    const choices = CASES[name].map((run) => OUTCOMES[name](run));
    expect(choices).toEqual(text.lab.scenarios[name].choices.map((_, i) => i));
  });

  it('is none before anything is measured', () => {
    expect(OUTCOMES[name](NO_LAB_RUN)).toBeNull();
  });
});

it('is unclear where gold falls and the proxy with it, and where other words help', () => {
  const falling = [0.5, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1];
  expect(OUTCOMES.goodhart(runOf(yours('goldReward', ...falling), yours('proxyReward', ...falling)))).toBeNull();
  expect(OUTCOMES.wording(runOf(of('sft', 'gold', 0.5), of('sft', 'wordingLoss', -0.2)))).toBeNull();
});

describe('comparing two measurements', () => {
  it('needs two standard errors', () => {
    const a = { x: 0, y: 0.6, error: 0.03 };
    const b = { x: 0, y: 0.5, error: 0.03 };
    expect(compare(a, b)).toBe(1);
    expect(compare(b, a)).toBe(-1);
    expect(compare({ ...a, error: 0.05 }, b)).toBe(0);
    expect(compare(a, undefined)).toBeNull();
    expect(compare({ x: 0, y: 1 }, { x: 0, y: 1 })).toBe(0);
  });

  it('has no rise without points', () => {
    expect(rise([])).toBeNaN();
  });
});
