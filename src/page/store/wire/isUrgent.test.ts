import { expect, test } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import type { WorkerEvent } from '../../../protocol/protocol';
import { metricsEvent, snapshotEvent, stageEvent } from '../../../testing/workerEvents';
import { applyEvent, initialPageModel } from '../run/pageModel';
import { isUrgent } from './isUrgent';

const MICRO_STEP: WorkerEvent = {
  type: 'microStep',
  iteration: 1,
  step: { stage: 'ppo', kind: 'prompts', prompts: [] },
};
const SAMPLES: WorkerEvent = { type: 'samples', stage: 'ppo', iteration: 1, episodes: [] };
const PROGRESS: WorkerEvent = { type: 'progress', activity: 'timing', fraction: 0.5 };

const stagesAfter = (event: WorkerEvent) => applyEvent(initialPageModel(defaultSettings()), event).stages;
const RUNNING = stagesAfter(stageEvent('running', 1));
const PAUSED = stagesAfter(stageEvent('paused', 1));

test.each([
  ['a micro-step', MICRO_STEP],
  ['metrics', metricsEvent(1)],
  ['samples', SAMPLES],
])('%s can wait while the stage runs, and is urgent while the learner steps', (_, event) => {
  expect(isUrgent(event, RUNNING)).toBe(false);
  expect(isUrgent(event, PAUSED)).toBe(true);
});

test('a stage’s progress can wait, and a change of its status cannot', () => {
  expect(isUrgent(stageEvent('running', 2), RUNNING)).toBe(false);
  expect(isUrgent(stageEvent('paused', 2), RUNNING)).toBe(true);
});

test('the fraction of the opening can wait, and nothing else', () => {
  expect(isUrgent(PROGRESS, RUNNING)).toBe(false);
  expect(isUrgent(snapshotEvent('here'), RUNNING)).toBe(true);
});
