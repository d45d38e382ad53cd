/**
 * Fingerprints of what training comes to at size XS, seed 0, on WASM: of every stage the weights and metrics, of every
 * scenario of the lab its measurements. A change that should change no number is held to the fingerprints of before:
 * `npm run --silent fingerprint > before.txt`, and again after it. Some 40 seconds.
 */
import { createHash } from 'node:crypto';
import { SCENARIO_NAMES, SCENARIOS, scenarioSettings } from '../src/experiment/scenarios';
import type { TrainedStage } from '../src/experiment/names';
import type { PageParameters } from '../src/experiment/query';
import { changeSettings, defaultSettings, type Settings } from '../src/experiment/settings';
import { openBackend } from '../src/engine/lm/backend';
import { Lab } from '../src/engine/worker/lab/lab';
import { runScenario } from '../src/engine/worker/lab/runScenario';
import { Recorded } from '../src/testing/recordedSession';
import { readShipped } from '../src/testing/shippedFiles';

const XS = changeSettings(defaultSettings('XS'), {
  rewardModelSize: 'XS',
  pretrainSteps: 40,
  pretrainBatch: 8,
  demonstrations: 64,
  sftEpochs: 3,
  sftBatch: 16,
  comparisonPrompts: 32,
  rmEpochs: 2,
  rmBatchPrompts: 8,
  ppoIterations: 3,
  rolloutBatch: 16,
  ppoEpochs: 2,
  minibatches: 2,
  ptxBatch: 4,
  evaluationSamples: 1,
});

/** Turned one after another on PPO, which begins anew each time. */
const PPO_CHANGES: readonly (readonly [string, Partial<Settings>])[] = [
  ['2 minibatches', {}],
  ['8 minibatches', { minibatches: 8 }],
  ['shared trunk', { minibatches: 2, sharedTrunk: true }],
  ['no ptx, value clipped', { sharedTrunk: false, ptxCoef: 0, valueClipRange: 0.2, klCoef: 0.05 }],
];

const SHORT: Partial<Settings> = {
  pretrainSteps: 4,
  pretrainBatch: 4,
  sftEpochs: 1,
  sftBatch: 64,
  demonstrations: 64,
  comparisonPrompts: 32,
  rmEpochs: 1,
  rmBatchPrompts: 32,
  ppoIterations: 2,
  rolloutBatch: 8,
  ptxBatch: 2,
  evaluationSamples: 1,
  bestOfNPrompts: 4,
  tamerRounds: 2,
  feedbackPerRound: 8,
  simulatedLabeler: true,
};

const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

async function started(start: PageParameters['start'], settings: Settings): Promise<Recorded> {
  const recorded = new Recorded();
  recorded.fetchBytes = readShipped;
  await recorded.send({ type: 'start', settings, backend: 'wasm', remembered: null, start, baseUrl: '' });
  return recorded;
}

async function printStage(recorded: Recorded, stage: TrainedStage, name: string = stage): Promise<void> {
  const before = recorded.metrics(stage).length;
  await recorded.run(stage);
  const metrics = recorded.metrics(stage).slice(before);
  const weights = (await recorded.fingerprint(stage)).slice(0, 32);
  console.log(`${name.padEnd(32)} weights ${weights}  metrics ${hash(metrics)}`);
}

await openBackend('wasm');
const scratch = await started('scratch', XS);
for (const stage of ['pretrain', 'sft', 'rewardModel'] as const) await printStage(scratch, stage);
for (const [name, changes] of PPO_CHANGES) {
  await scratch.send({ type: 'reset', stage: 'ppo' });
  await scratch.send({ type: 'set', changes });
  await printStage(scratch, 'ppo', `ppo, ${name}`);
}
await scratch.send({ type: 'nextRound', round: 1 });
for (const stage of ['rewardModel', 'ppo'] as const) await printStage(scratch, stage, `${stage}, round 2`);
await printStage(await started('shipped', { ...XS, rewardModelSize: 'S' }), 'ppo', 'ppo from shipped weights');
for (const name of SCENARIO_NAMES) {
  const settings = { ...scenarioSettings(name), ...defaultSettings('XS'), ...SCENARIOS[name].yours, ...SHORT };
  const points = [];
  for await (const event of runScenario(name, new Lab(settings, readShipped))) {
    if (event.type === 'point') points.push(event);
  }
  console.log(`scenario ${name}`.padEnd(32), `points  ${hash(points)}`);
}
