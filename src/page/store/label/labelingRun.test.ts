import { expect, it } from 'vitest';
import type { LabelAgreement, LabelEffect, LabelTask } from '../../../protocol/label';
import { applyLabelEvent, withoutModels, NO_LABELING, whyNotLearn } from './labelingRun';

const task = (id: number): LabelTask => ({ id, prompt: `prompt ${id}`, responses: [], drawn: 4 });

const EFFECT: LabelEffect = {
  rankings: [],
  simulated: 512,
  learned: 0,
  keptApart: 0,
  weight: 1,
  accuracy: { with: null, without: null },
  difference: null,
  onLearned: { with: null, without: null },
  onKeptApart: null,
  scores: {},
};
const AGREEMENT: LabelAgreement = {
  prompts: 0,
  pairs: 0,
  labelers: [],
  mean: null,
  spread: 0,
  among: null,
  gold: null,
  goldPairs: 0,
  unread: 0,
  leftOut: 0,
  golds: {},
};

it('keeps the newest prompts to rank, in their order', () => {
  const told = Array.from({ length: 10 }, (_, i) => [task(4 * i), task(4 * i + 1), task(4 * i + 2), task(4 * i + 3)]);
  const { tasks } = told.reduce((run, tasks) => applyLabelEvent(run, { type: 'labelTasks', tasks }), NO_LABELING);
  expect(tasks.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, i) => i + 16));
});

it('forgets what the rankings changed when two other models begin to train', () => {
  const known = applyLabelEvent(NO_LABELING, { type: 'labelEffect', fraction: null, effect: EFFECT });
  expect(known).toMatchObject({ fraction: null, effect: { simulated: 512 } });
  const again = applyLabelEvent(known, { type: 'labelEffect', fraction: 0, effect: null });
  expect(again).toMatchObject({ fraction: 0, effect: null });
});

it('forgets what policies answered when others begin to learn, and holds how far they are', () => {
  const learned = { iterations: 12, rankings: [], prompts: [] };
  const known = applyLabelEvent(NO_LABELING, { type: 'labelLearning', progress: null, learned });
  expect(known).toMatchObject({ learning: null, learned });
  const progress = { doing: 'policies', fraction: 0.5, secondsLeft: 20 } as const;
  const again = applyLabelEvent(known, { type: 'labelLearning', progress, learned: null });
  expect(again).toMatchObject({ learning: progress, learned: null });
});

it('says why nothing can learn from the rankings: there are none, or something trains already', () => {
  const learning = { doing: 'policies', fraction: 0.5, secondsLeft: null } as const;
  expect(whyNotLearn([], NO_LABELING)).toBe('rankings');
  expect(whyNotLearn(['one'], NO_LABELING)).toBeNull();
  expect(whyNotLearn(['one'], { ...NO_LABELING, fraction: 0 })).toBe('rewardModels');
  expect(whyNotLearn(['one'], { ...NO_LABELING, learning })).toBe('policies');
  expect(whyNotLearn(['one'], { ...NO_LABELING, agreement: { ...AGREEMENT, leftOut: 1 } })).toBe('rankings');
});

it('the policy that learned is gone on with until another learns', () => {
  const learned = { iterations: 12, rankings: [], prompts: [] };
  const shown = applyLabelEvent(NO_LABELING, { type: 'labelLearning', progress: null, learned });
  expect(shown.adopted).toBe(false);
  const goneOn = applyLabelEvent(shown, { type: 'labelAdopted' });
  expect(goneOn).toMatchObject({ adopted: true, learned });
  expect(applyLabelEvent(goneOn, { type: 'labelLearning', progress: null, learned }).adopted).toBe(false);
});

it('models behind what is shown are gone in a fresh worker, until others train there', () => {
  const learned = { iterations: 12, rankings: [], prompts: [] };
  const shown = withoutModels({ ...NO_LABELING, learned });
  expect(shown).toEqual({ ...NO_LABELING, learned, modelsGone: true });
  expect(withoutModels(NO_LABELING)).toEqual(NO_LABELING);
  expect(applyLabelEvent(shown, { type: 'labelEffect', fraction: 0, effect: null }).modelsGone).toBe(false);
});
