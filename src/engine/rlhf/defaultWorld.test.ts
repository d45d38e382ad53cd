/**
 * The training data at the default settings, to the bit: what ships was trained on them, and the ranges that the project
 * reproduces were measured on them. Nothing that the world learns besides may change them.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Model } from '../lm/model';
import { defaultSettings, type Settings, trainingSettings } from '../../experiment/settings';
import type { Demonstration } from '../../world/demonstrations';
import type { Prompt } from '../../world/prompt';
import { evaluationPrompts, inWording } from '../../world/prompts';
import { EOT } from '../../world/vocabulary';
import { makeWorld, type World } from './makeWorld';
import { trainPpo } from './ppo';
import { stageRng } from '../../rng';
import { type Comparison, comparisonStage } from './comparisons';
import type { ActorCritic } from './rollout';

function hash(value: Uint16Array | string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}

const slots = ({ kind, useCase, text }: Prompt) => `${useCase} ${kind} ${text}`;
const written = (demonstrations: readonly Demonstration[]) =>
  hash(demonstrations.map((each) => `${slots(each.prompt)} ${each.response} ${each.demonstrator}`).join('\n'));

/** Says a sentence that depends on the prompt, draws nothing. */
const parrot = {
  generate: ({ prompts }: { readonly prompts: readonly (readonly number[])[] }) =>
    Promise.resolve(prompts.map((ids) => ({ tokens: [...ids.slice(-4), EOT], ended: true }))),
} as unknown as Model;

/** Prompts, labelers and rankings of the first comparisons: they share one stream. */
async function comparisons(world: World, seed: number): Promise<string> {
  const collected: Comparison[] = [];
  const settings = { ...defaultSettings(), seed, comparisonPrompts: 256 };
  const stage = comparisonStage({ policy: parrot, base: parrot, labelers: world.labelers }, () => settings, collected);
  for await (const { of } of stage) expect(of).toBe(256);
  return hash(
    collected.map(({ prompt, labeler, levels }) => `${slots(prompt)} ${labeler} ${levels.join()}`).join('\n'),
  );
}

/** What PPO asks in its first iteration. */
async function rolloutPrompts(world: World, settings: Settings): Promise<readonly Prompt[]> {
  const training = trainingSettings(settings);
  for await (const step of trainPpo({} as ActorCritic, world.corpus, () => training, stageRng(settings.seed, 'ppo'))) {
    if (step.kind === 'prompts') return step.prompts;
  }
  throw new Error('PPO begins with prompts.');
}

const WORLDS = [
  {
    seed: 0,
    expected: {
      corpus: '595dc1017bffeaea',
      demonstrations: 'a614d428a1079d78',
      heldOutDemonstrations: '875e9a9ddf7d24ec',
      labelers: '51011e728ea7704c',
      heldOutLabelers: '89329cc7d7905467',
      comparisons: '067e4f6ef1fd18e9',
      rolloutPrompts: 'd9f1c17eb56ab2f5',
    },
  },
  {
    seed: 1,
    expected: {
      corpus: '6b714993dcc0eec9',
      demonstrations: '59fe2c452b31bbd6',
      heldOutDemonstrations: 'a0a398138e4a4b1c',
      labelers: 'a34024595ef0929b',
      heldOutLabelers: '69f619d64e731e77',
      comparisons: 'e2930e5cc78673b0',
      rolloutPrompts: 'a89b1b5ea6e547cf',
    },
  },
];

describe.each(WORLDS)('the default world of seed $seed', ({ seed, expected }) => {
  test('is what it was', async () => {
    const world = makeWorld({ ...defaultSettings(), seed });
    expect({
      corpus: hash(world.corpus),
      demonstrations: written(world.demonstrations),
      heldOutDemonstrations: written(world.heldOutDemonstrations),
      labelers: hash(JSON.stringify(world.labelers)),
      heldOutLabelers: hash(JSON.stringify(world.heldOutLabelers)),
      comparisons: await comparisons(world, seed),
      rolloutPrompts: hash((await rolloutPrompts(world, { ...defaultSettings(), seed })).map(slots).join('\n')),
    }).toEqual(expected);
  }, 60_000);
});

test('the evaluation prompts are what they were', () => {
  expect(hash(evaluationPrompts().map(slots).join('\n'))).toBe('ff68754558157100');
});

test('more wordings change the words of training prompts and nothing else', async () => {
  const settings = { ...defaultSettings(), demonstrations: 200 };
  const [plain, worded] = [1, 3].map((wordings) => makeWorld({ ...settings, wordings }));
  expect(hash(worded.corpus)).toBe(hash(plain.corpus));
  expect(worded.labelers).toEqual(plain.labelers);
  const inOneWording = ({ prompt, ...rest }: Demonstration) => ({ ...rest, prompt: inWording(prompt, 1) });
  expect(worded.demonstrations.map(inOneWording)).toEqual(plain.demonstrations);
  const changed = worded.demonstrations.filter(({ prompt }, i) => prompt.text !== plain.demonstrations[i]?.prompt.text);
  expect(Math.abs(changed.length - (2 / 3) * 200)).toBeLessThan(27);

  const once = await rolloutPrompts(plain, settings);
  const thrice = await rolloutPrompts(plain, { ...settings, wordings: 3 });
  expect(thrice).not.toEqual(once);
  expect(thrice.map((prompt) => inWording(prompt, 1))).toEqual(once);
}, 60_000);
