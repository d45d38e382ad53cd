/** Micro-steps and numbers at random, as a stranger's file may have them, for tests. */
import fc from 'fast-check';
import { LEDGER_COLUMNS } from '../protocol/microSteps';
import type { TrainedStage } from '../experiment/names';
import type { Loose } from './oddMicroSteps';

const FEW = { maxLength: 4 };
const NONE = { nil: undefined };

/** Numbers as they come; `wild` are also those that no run has. */
export const anyNumber = (wild: boolean) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
    { weight: 2, arbitrary: fc.constantFrom(0, -0, 1, 5e-324, 1e-300, 1e100, -1e100) },
    { weight: wild ? 2 : 0, arbitrary: fc.constantFrom(1e101, 1e308, -1e308, Infinity, -Infinity) },
  );
const anyText = fc.oneof(
  fc.constantFrom('', 'the owl', '<|endoftext|>', 'a b '.repeat(2000), '\u0000', '\ud800', '<script>'),
  // Tests look for numbers that are none by that word.
  fc.string(FEW).filter((text) => !text.includes('NaN')),
);

/** Of that length, but for one time in many. */
const listOf = <T>(length: number, entry: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 15, arbitrary: fc.array(entry, { minLength: length, maxLength: length }) },
    { weight: 1, arbitrary: fc.array(entry, FEW) },
  );

/** Micro-steps of every kind, of sizes from nothing on, whose parts mostly fit together. */
export const anyStep: fc.Arbitrary<Loose> = fc
  .record({ tokens: fc.nat(4), start: fc.nat(3), answers: fc.nat(4), dots: fc.nat(5), wild: fc.boolean() })
  .chain(({ tokens, start, answers, dots, wild }) => {
    const number = anyNumber(wild);
    const column = listOf(tokens, fc.option(number));
    const example = fc.record({
      tokens: fc.array(anyText, { minLength: tokens, maxLength: tokens }),
      responseStart: fc.constant(start),
      columns: fc.record(Object.fromEntries(LEDGER_COLUMNS.map((name) => [name, column])), { requiredKeys: [] }),
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const candidate = { token: anyText, probability: share, rank: fc.nat(), chosen: fc.boolean() };
    const candidates = listOf(tokens, fc.array(fc.record(candidate), FEW));
    const drawn = fc.array(fc.record({ ...candidate, refProbability: share, noise: number }), FEW);
    const marked = { prompt: anyText, response: anyText, ended: fc.boolean() };
    const episodes = fc.array(fc.record({ ...marked, score: fc.option(number), gold: fc.option(number) }), FEW);
    const from = fc.constantFrom('policy', 'policyWarm', 'fewShotBase', 'unknown');
    const ranking = listOf(answers, fc.record({ text: anyText, from, rank: number, score: fc.option(number) }));
    const pair = fc.record({ better: fc.nat(2), worse: fc.nat(4) });
    const compared = fc.array(pair, { maxLength: 2 });
    const minibatch = fc.record({
      tokens: fc.array(anyText, { minLength: dots, maxLength: dots }),
      ratios: listOf(dots, number),
      advantages: listOf(dots, number),
    });
    const step = (stage: TrainedStage, kind: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
      fc.record({ stage: fc.constant(stage), kind: fc.constant(kind), ...fields });
    const ranked = { prompt: anyText, ranking };
    const scores = fc.array(number, FEW);
    const whitening = fc.record({ mean: number, deviation: number });
    const [texts, count] = [fc.array(anyText, FEW), fc.nat()];
    return fc.oneof(
      step('pretrain', 'batch', { texts }),
      step('pretrain', 'update', { example, candidates }),
      step('sft', 'batch', { pairs: fc.array(fc.record({ prompt: anyText, response: anyText }), FEW) }),
      step('sft', 'update', { example, candidates }),
      step('rewardModel', 'comparisons', { ...ranked, labeler: count, collected: count, of: count }),
      step('rewardModel', 'batch', { ...ranked, compared, pairs: count }),
      step('rewardModel', 'update', { ...ranked, compared, scoresBefore: listOf(answers, number) }),
      step('rewardModel', 'normalize', { mean: number, demonstrationScores: scores, sampleScores: scores }),
      step('ppo', 'prompts', { prompts: texts }),
      step('ppo', 'rollout', { episodes, example, candidates: listOf(Math.max(0, tokens - start), drawn) }),
      step('ppo', 'score', { episodes, example, score: number }),
      step('ppo', 'klPenalty', { example, score: number, klCoef: share }),
      step('ppo', 'advantages', { example, gamma: share, lambda: share, whitening: fc.option(whitening, NONE) }),
      step('ppo', 'update', {
        ...{ example, update: count, of: count, minibatch, exampleAt: fc.option(fc.nat(3)), ptxTexts: texts },
        ...{ clipRange: fc.double({ min: 0, max: 10, noNaN: true }), numbers: fc.record({ policyLoss: number }) },
      }),
    );
  });
