/** The text of a run's file with every kind of event and micro-step, and every word of it another's. */
import { defaultSettings } from '../../experiment/settings';
import type { TrainedStage } from '../../experiment/names';
import { GOOD } from '../oddMicroSteps';

/** Words that are names, of which only the page's own are taken. */
const NAMES = ['stage', 'kind', 'type', 'from', 'status', 'origin', 'model', 'backend', 'chosenBy', 'ending'];

const SETTINGS = defaultSettings('XS');

/** The value with its texts changed, but for names and settings. */
function reworded(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null || value === SETTINGS) return value;
  if (Array.isArray(value)) return value.map((each) => reworded(each, change));
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    NAMES.includes(key) && typeof each === 'string' ? each : reworded(each, change),
  ]);
  return Object.fromEntries(entries);
}

const EPISODE = { prompt: 'hello', response: 'hello !', ended: true, score: 1, gold: 0.5 };

/** The first line of the file. */
export function runHead(stage: string): object {
  return {
    ...{ format: 'rlhf-playground run', version: 1, weights: 'AAAA' },
    head: {
      ...{ id: '1 ppo', name: 'PPO, β 0.2 → 0', stage, round: 1, backend: 'wasm', device: 'Node', settings: SETTINGS },
      lineage: { start: { model: 'sft', origin: 'shipped' }, rewardModel: { origin: 'trained' } },
      changes: [{ knob: 'klCoef', from: 0.2, to: 0 }],
      ...{ begun: 1, seconds: 2, ran: 2, iteration: 1, iterations: 60, ending: 'done', metrics: { kl: 0.5 } },
      ...{ everyIteration: 1, events: 9 },
    },
  };
}

/** One event of each kind. */
export function runEvents(stage: string): readonly object[] {
  return [
    {
      type: 'backend',
      report: {
        backend: 'wasm',
        device: 'Node',
        timings: [{ backend: 'cpu', millisecondsPerStep: null, reason: 'slow' }],
        chosenBy: 'timing',
      },
    },
    { type: 'settings', settings: SETTINGS },
    { type: 'labelers', figures: { agreement: 0.7, agreementWithGold: 0.7, ceiling: 0.8 } },
    {
      ...{ type: 'stage', stage, status: 'running', origin: 'trained', iteration: 1, iterations: 60, round: 1 },
      ...{ secondsLeft: 3, stepsPerSecond: 9, missing: [], ran: 1 },
    },
    { type: 'metrics', stage, iteration: 1, round: 1, values: { kl: 0.5 }, errors: { kl: 0.1 } },
    { type: 'changed', stage, iteration: 1, change: { knob: 'klCoef', from: 0.2, to: 0 } },
    { type: 'samples', stage, iteration: 1, episodes: [EPISODE], before: [EPISODE] },
    { type: 'error', sentence: 'It stopped.', detail: 'Error', stage, fatal: false },
    ...Object.values(GOOD).map((step) => ({ type: 'microStep', iteration: 1, step })),
  ];
}

export function runText(stage: TrainedStage, change: (text: string) => string): string {
  const { head, ...first } = runHead(stage) as { readonly head: object };
  const lines = [
    { ...first, head: reworded(head, change) },
    ...runEvents(stage).map((event) => reworded(event, change)),
  ];
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
