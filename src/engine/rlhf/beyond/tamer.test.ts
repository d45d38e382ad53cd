/** TAMER on networks of a few hundred parameters: what H learns, what the policy makes of it, and what is left behind. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../lm/backend';
import { createModel } from '../../lm/createModel';
import { parameterLayout, transferParameters } from '../../lm/layout';
import type { Model } from '../../lm/model';
import { NonFiniteError, readAll } from '../../lm/read';
import { Rng } from '../../../rng';
import { defaultSettings, trainingSettings } from '../../../experiment/settings';
import { chatPrompt } from '../../../world/promptFormats';
import { promptsOfKind } from '../../../world/prompts';
import { decode } from '../../../world/tokenizer';
import { EOT } from '../../../world/vocabulary';
import { HUMAN_DELAY } from './credit';
import { pressAfterLastToken, type GiveFeedback, type RatedResponse } from './feedback';
import { scoreSequences } from '../rewardModel';
import type { Networks } from '../rollout';
import { sequenceBatch } from '../sequences';
import { NARROW, smallNetwork } from '../../../testing/smallNetworks';
import { trainTamer, type FeedbackSource, type TamerMetrics, type TamerMicroStep, type TamerSettings } from './tamer';
import { labeledBatch, regress, signAccuracy } from './tamerUpdate';

const SETTINGS: TamerSettings = {
  ...trainingSettings(defaultSettings('XS')),
  ...HUMAN_DELAY,
  tamerRounds: 12,
  feedbackPerRound: 8,
  feedbackReading: 'response',
  feedbackSteps: 4,
  feedbackBatch: 16,
  feedbackLr: 0.03,
  policySteps: 2,
  rolloutBatch: 32,
  policyLr: 0.03,
  klCoef: 0,
};
/** For what does not depend on how much is learnt. */
const FEW: TamerSettings = {
  ...SETTINGS,
  feedbackPerRound: 4,
  feedbackSteps: 2,
  feedbackBatch: 4,
  policySteps: 1,
  rolloutBatch: 4,
};
const SCALAR = { ...NARROW, scalarHead: true };
const STORIES = promptsOfKind('story');
/** Any word; in these networks about as likely as the end. */
const WORD = 40;

async function networks(): Promise<Networks> {
  const start = smallNetwork(NARROW);
  const flat = await start.parameters();
  const { offset } = parameterLayout(NARROW).parameters.find(({ name }) => name === 'wte.weight') ?? { offset: NaN };
  const row = (token: number) => offset + token * NARROW.width;
  flat.copyWithin(row(WORD), row(EOT), row(EOT + 1));
  start.dispose();
  return {
    policy: createModel(NARROW, flat),
    referencePolicy: createModel(NARROW, flat),
    rewardModel: createModel(SCALAR, transferParameters(NARROW, flat, SCALAR)),
  };
}

function disposeAll({ policy, referencePolicy, rewardModel }: Networks): void {
  for (const model of [policy, referencePolicy, rewardModel]) model.dispose();
}

const prompts = (rng: Rng) => rng.pick(STORIES);

/** "good" for a response that begins with the word; or, a token a second, for each token that is the word. */
const likesWord: Record<TamerSettings['feedbackReading'], GiveFeedback> = {
  response: (_, { tokens }) => Promise.resolve(pressAfterLastToken(tokens.length, tokens[0] === WORD ? 1 : -1, 0.5)),
  token: (_, { tokens }) =>
    Promise.resolve({
      shown: tokens.map((_token, i) => ({ start: i, end: i + 1 })),
      presses: tokens.map((token, i) => ({ rating: token === WORD ? 1 : -1, time: i + 0.9 })),
    }),
};

/** Probability of the word as the first of a response. */
async function firstWord(policy: Model): Promise<number> {
  const batch = sequenceBatch([{ prompt: chatPrompt(STORIES[0].text), response: [WORD, EOT] }]);
  const { logprobs } = await readAll(await policy.forward(batch, ['logprobs']));
  return Math.exp(logprobs[batch.mask.indexOf(1)]);
}

async function rounds(steps: AsyncGenerator<TamerMicroStep>, count = Infinity): Promise<TamerMetrics[]> {
  const seen: TamerMetrics[] = [];
  for await (const step of steps) {
    if (step.kind === 'metrics') seen.push(step.metrics);
    if (seen.length === count) break;
  }
  return seen;
}

function rated(rating: 1 | -1, tokens: readonly number[]): RatedResponse {
  const response = { tokens, text: decode(tokens), ended: true };
  return { prompt: STORIES[0], response, feedback: pressAfterLastToken(tokens.length, rating, 0.5) };
}

describe('H', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  /** Takes steps on more rows than there are ratings, and tells the loss before the last. */
  async function learn(h: Model, all: readonly RatedResponse[], settings: TamerSettings, steps: number) {
    const optimizer = { ...settings.optimizer, learningRate: 0.02, weightDecay: 0 };
    let loss = NaN;
    for (let step = 0; step < steps; step++) {
      loss = (await regress(h, labeledBatch(all, all.length + 1, settings), optimizer)).regressionLoss;
    }
    return loss;
  }

  test('begins at 0, and comes to say the mean of what was said of a response', async () => {
    const given = await networks();
    const h = given.rewardModel;
    const ratings = [1, 1, -1].map((rating) => rated(rating as 1 | -1, [WORD, 30, EOT]));
    const sequence = { prompt: chatPrompt(STORIES[0].text), response: ratings[0].response.tokens };
    expect([...(await scoreSequences(h, [sequence]))]).toEqual([0]);
    expect(await learn(h, ratings, SETTINGS, 1)).toBeCloseTo(1, 5);
    // The variance of the labels remains: 1 − (1/3)².
    expect(await learn(h, ratings, SETTINGS, 200)).toBeCloseTo(8 / 9, 3);
    expect((await scoreSequences(h, [sequence]))[0]).toBeCloseTo(1 / 3, 1);
    disposeAll(given);
  });

  test.each(['response', 'token'] as const)('learns a few ratings by heart, by %s', async (feedbackReading) => {
    const ratings = [rated(1, [30, EOT]), rated(-1, [31, 32, EOT]), rated(1, [33, EOT]), rated(-1, [34, 31, EOT])];
    const given = await networks();
    const h = given.rewardModel;
    const settings = { ...SETTINGS, feedbackReading };
    const foreseen = () => signAccuracy(h, labeledBatch(ratings, 4, settings));
    expect(await foreseen()).toBe(0.5);
    const first = await learn(h, ratings, settings, 1);
    expect(await learn(h, ratings, settings, 300)).toBeLessThan(first / 50);
    expect(await foreseen()).toBe(1);
    disposeAll(given);
  });
});

describe('on wasm', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  test.each(['response', 'token'] as const)('makes a word likelier that is rated up by %s', async (feedbackReading) => {
    const given = await networks();
    const before = await firstWord(given.policy);
    expect(before).toBeLessThan(0.3);
    const giveFeedback = likesWord[feedbackReading];
    const settings = { ...SETTINGS, feedbackReading };
    const seen = await rounds(trainTamer(given, { prompts, giveFeedback }, () => settings, new Rng(1)));
    expect(await firstWord(given.policy)).toBeGreaterThan(0.6);
    expect(seen).toHaveLength(12);
    expect(seen.map(({ feedback }) => feedback)).toEqual(seen.map((_, i) => 8 * (i + 1)));
    expect(seen[0].accuracy).toBe(0.5);
    expect(seen[11].accuracy).toBeGreaterThan(0.8);
    expect(seen[11].kl).toBeGreaterThan(seen[0].kl);
    disposeAll(given);
  });
});

describe.each(['wasm', 'cpu'] as const)('TAMER on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  const source: FeedbackSource = { prompts, giveFeedback: likesWord.response };
  const silent: FeedbackSource = { prompts, giveFeedback: () => Promise.resolve(null) };

  test('takes its micro-steps in turn', async () => {
    const given = await networks();
    const seen: string[] = [];
    for await (const step of trainTamer(given, source, () => FEW, new Rng(1))) {
      seen.push(step.kind);
      if (step.kind === 'metrics') break;
    }
    const times = (count: number, ...kinds: string[]) => Array.from({ length: count }, () => kinds).flat();
    const [asked, learnt] = [times(4, 'ask'), times(2, 'regression')];
    const improved = times(1, 'samples', 'improvement');
    expect(seen).toEqual(['prompts', 'responses', ...asked, 'feedback', ...learnt, ...improved, 'metrics']);
    disposeAll(given);
  });

  test('asks only for the prompts it is given, and learns nothing from a person who says nothing', async () => {
    const given = await networks();
    const asked: string[] = [];
    const only: FeedbackSource = {
      prompts: () => STORIES[3],
      giveFeedback: ({ text }) => {
        asked.push(text);
        return Promise.resolve(null);
      },
    };
    const before = await Promise.all([given.policy.parameters(), given.rewardModel.parameters()]);
    const settings = { ...FEW, tamerRounds: 2 };
    expect(await rounds(trainTamer(given, only, () => settings, new Rng(1)))).toEqual([]);
    expect(asked).toEqual(Array.from({ length: 8 }, () => STORIES[3].text));
    expect(await Promise.all([given.policy.parameters(), given.rewardModel.parameters()])).toEqual(before);
    disposeAll(given);
  });

  test('goes on from earlier feedback', async () => {
    const given = await networks();
    const earlier = [rated(1, [WORD, EOT]), rated(-1, [30, EOT])];
    const [metrics] = await rounds(
      trainTamer(given, silent, () => FEW, new Rng(1), earlier),
      1,
    );
    expect(metrics.feedback).toBe(2);
    expect(metrics).not.toHaveProperty('goodShare');
    expect(metrics).not.toHaveProperty('accuracy');
    expect(metrics.regressionLoss).toBeGreaterThan(0);
    const all = [...earlier];
    const [next] = await rounds(
      trainTamer(given, source, () => FEW, new Rng(1), all),
      1,
    );
    expect(next.feedback).toBe(6);
    expect(all).toHaveLength(6);
    disposeAll(given);
  });

  test('runs the same to the last bit from the same seed, and leaves no tensor behind', async () => {
    const run = async (seed: number) => {
      const given = await networks();
      const settings = { ...FEW, tamerRounds: 4 };
      const seen: TamerMetrics[] = [];
      const held: number[] = [];
      for await (const step of trainTamer(given, source, () => settings, new Rng(seed))) {
        if (step.kind !== 'metrics') continue;
        seen.push(step.metrics);
        held.push(tf.memory().numTensors);
      }
      expect(held[3]).toBe(held[1]);
      const weights = [await given.policy.parameters(), await given.rewardModel.parameters()];
      disposeAll(given);
      return { seen, weights };
    };
    const before = tf.memory().numTensors;
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('stops when H is not a number, and changes no weight of the policy', async () => {
    const given = await networks();
    given.rewardModel.load(new Float32Array(parameterLayout(SCALAR).total).fill(NaN));
    const before = await given.policy.parameters();
    await expect(rounds(trainTamer(given, source, () => FEW, new Rng(1)))).rejects.toThrow(NonFiniteError);
    expect(await given.policy.parameters()).toEqual(before);
    disposeAll(given);
  });
});
