import { beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../lm/backend';
import { languageModel, randomParameters, scalarModel, withScalarHead } from '../../rlhf/networks';
import { collectRollout } from '../../rlhf/rollout';
import { Rng } from '../../../rng';
import { samplePrompt } from '../../../world/prompts';
import { VOCABULARY } from '../../../world/vocabulary';
import { candidatesOf, rolloutCandidates } from './candidates';

beforeAll(async () => {
  await openBackend('wasm');
});

it('names the likeliest tokens, and the one that comes wherever it stands', () => {
  const logits = Float32Array.from({ length: 2 * VOCABULARY.length }, (_, i) => (i < VOCABULARY.length ? -i : i));
  const [falling, rising] = candidatesOf(logits, [40, VOCABULARY.length - 1]);
  expect(falling.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 41]);
  expect(falling.filter(({ chosen }) => chosen).map(({ token }) => token)).toEqual([VOCABULARY[40]]);
  expect(falling[0].probability / falling[1].probability).toBeCloseTo(Math.E, 4);
  expect(rising.map(({ chosen }) => chosen)).toEqual([true, false, false, false, false]);
});

it('draws the first answer again: at every place the drawn token has the largest sum of log π and noise', async () => {
  const rng = new Rng(3);
  const prompts = Array.from({ length: 3 }, () => samplePrompt(rng, 'train'));
  const parameters = randomParameters('XS', 1);
  const networks = {
    policy: languageModel('XS', parameters),
    referencePolicy: languageModel('XS', randomParameters('XS', 2)),
    rewardModel: scalarModel('XS', withScalarHead('XS', parameters)),
  };
  rng.next();
  const rollout = await collectRollout(networks, prompts, 1, rng);
  const position = rollout.drawnFrom.position;
  const places = rolloutCandidates(rollout);
  expect(rollout.drawnFrom.position).toBe(position);
  const words = rollout.responses[0].tokens.map((id) => VOCABULARY[id]);
  expect(places.map((candidates) => candidates.find(({ chosen }) => chosen)?.token)).toEqual(words);
  expect(words.length).toBeGreaterThan(10);
  for (const candidates of places) {
    const sums = candidates.map(({ probability, noise }) => Math.log(probability) + noise);
    expect(sums[candidates.findIndex(({ chosen }) => chosen)]).toBe(Math.max(...sums));
    // Random weights of two seeds: two different opinions.
    expect(candidates.every(({ probability, refProbability }) => probability !== refProbability)).toBe(true);
  }
  for (const model of Object.values(networks)) model.dispose();
});
