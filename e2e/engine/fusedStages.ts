/** How much the stages ask of the device in the fused room. Not part of the product. */
import * as tf from '@tensorflow/tfjs-core';
import { createModel, enterRoom } from '../../src/engine/lm/createModel';
import { gptConfig } from '../../src/engine/lm/config';
import { compilePipelines, webgpuRoom } from '../../src/engine/lm/webgpu/room';
import { languageModel, scalarModel } from '../../src/engine/rlhf/networks';
import { readUpdates, takeColumns } from '../../src/engine/rlhf/minibatches';
import { trainPpo } from '../../src/engine/rlhf/ppo';
import { samplePtxWindows, update, uploadColumns, type PpoExperience } from '../../src/engine/rlhf/ppoUpdate';
import type { ActorCritic } from '../../src/engine/rlhf/rollout';
import { Rng } from '../../src/rng';
import type { WorkerEvent } from '../../src/protocol/protocol';
import { defaultSettings, type Settings, trainingSettings } from '../../src/experiment/settings';
import { Session } from '../../src/engine/worker/session/session';
import { TRAINED_STAGES } from '../../src/experiment/names';
import { warmUp } from '../../src/engine/worker/session/warmUp';
import { corpusStream } from '../../src/world/corpus';
import { CONTEXT, VOCABULARY } from '../../src/world/vocabulary';
import { tinyParameters } from '../../src/testing/tinyModel';
import { counted, type Work } from './fusedCount';

const SETTINGS = {
  ...trainingSettings({ ...defaultSettings('XS'), rewardModelSize: 'XS' }),
  ppoIterations: 3,
  rolloutBatch: 8,
  ppoEpochs: 2,
  minibatches: 2,
  ptxBatch: 2,
};
const CORPUS = corpusStream(new Rng(2), 5000, { spanishShare: 0.04 });

function networks(device: GPUDevice): ActorCritic {
  enterRoom(webgpuRoom(device));
  const [language, scalar] = [false, true].map((head) =>
    tinyParameters(gptConfig('XS', VOCABULARY.length, CONTEXT, head), 1),
  );
  return {
    policy: languageModel('XS', language),
    referencePolicy: languageModel('XS', language),
    rewardModel: scalarModel('XS', scalar),
    valueNetwork: scalarModel('XS', scalar),
  };
}

/** The rest of an iteration, and what it learnt from. */
async function iterate(steps: ReturnType<typeof trainPpo>): Promise<PpoExperience> {
  for (;;) {
    const next = await steps.next();
    if (next.done) throw new Error('There is no further iteration.');
    if (next.value.kind === 'metrics') return next.value.experience;
  }
}

/** Work of one PPO-ptx update and of an iteration of four, after others of the same shape. */
export async function countPpo(device: GPUDevice, cpuForward: boolean): Promise<Record<'update' | 'iteration', Work>> {
  tf.env().set('WEBGPU_CPU_FORWARD', cpuForward);
  const four = networks(device);
  const rng = new Rng(1);
  const steps = trainPpo(four, CORPUS, () => SETTINGS, rng);
  await iterate(steps);
  const experience = await iterate(steps);
  const iteration = await counted(() => iterate(steps));
  const columns = uploadColumns(experience);
  const rows = Int32Array.of(3, 1, 0, 2);
  const { batch } = experience;
  const one = async () => {
    const taken = takeColumns(columns, rows);
    const terms = await update(
      four,
      { ...batch, batch: rows.length, rows },
      taken,
      samplePtxWindows(CORPUS, SETTINGS, rng),
      SETTINGS,
    );
    tf.dispose(taken);
    return terms;
  };
  await readUpdates([await one()]);
  let terms: Awaited<ReturnType<typeof one>>[] = [];
  const single = await counted(async () => (terms = [await one()]));
  await readUpdates(terms);
  tf.dispose(columns);
  for (const model of Object.values({ ...four })) model.dispose();
  return { update: single, iteration };
}

/** Bytes that go up in an iteration for each further episode. */
export async function bytesPerEpisode(device: GPUDevice): Promise<number> {
  tf.env().set('WEBGPU_CPU_FORWARD', false); // as the product does
  const bytes: number[] = [];
  for (const rolloutBatch of [8, 16]) {
    const four = networks(device);
    const steps = trainPpo(four, CORPUS, () => ({ ...SETTINGS, rolloutBatch }), new Rng(1));
    await iterate(steps);
    bytes.push((await counted(() => iterate(steps))).up);
    for (const model of Object.values({ ...four })) model.dispose();
  }
  return (bytes[1] - bytes[0]) / 8;
}

/** Buffers and tensors that 290 iterations leave behind, after ten. */
export async function countLeft(device: GPUDevice): Promise<Record<'buffers' | 'tensors' | 'bytes', number>> {
  enterRoom(webgpuRoom(device));
  const config = { vocabulary: VOCABULARY.length, context: CONTEXT, width: 8, layers: 1, heads: 2, scalarHead: false };
  const network = (scalarHead: boolean) =>
    createModel({ ...config, scalarHead }, tinyParameters({ ...config, scalarHead }, 1));
  const four = {
    policy: network(false),
    referencePolicy: network(false),
    rewardModel: network(true),
    valueNetwork: network(true),
  };
  const few = { ...SETTINGS, ppoIterations: 301, rolloutBatch: 2, ppoEpochs: 1, minibatches: 1, ptxBatch: 1 };
  const steps = trainPpo(four, CORPUS, () => few, new Rng(1));
  const several = async (iterations: number) => {
    for (let i = 0; i < iterations; i++) await iterate(steps);
  };
  await several(10);
  const before = tf.memory();
  const { buffers } = await counted(() => several(290));
  const after = tf.memory();
  for (const model of Object.values(four)) model.dispose();
  await steps.return(undefined);
  return { buffers, tensors: after.numTensors - before.numTensors, bytes: after.numBytes - before.numBytes };
}

const FEW: Settings = {
  ...defaultSettings('XS'),
  rewardModelSize: 'XS',
  pretrainSteps: 3,
  pretrainBatch: 5,
  demonstrations: 34,
  sftBatch: 17,
  sftEpochs: 1,
  comparisonPrompts: 14,
  rmEpochs: 1,
  rmBatchPrompts: 7,
  ppoIterations: 2,
  rolloutBatch: 14,
  ptxBatch: 3,
};

/** Names of what is compiled by the warm-up, and by a session after it: all stages, evaluation left out, and an answer. */
export async function countCompiled(device: GPUDevice): Promise<Record<'before' | 'after', string[]>> {
  tf.env().set('WEBGPU_CPU_FORWARD', false); // as the product does
  enterRoom(webgpuRoom(device));
  await compilePipelines(device);
  const before: string[] = [];
  await counted(() => warmUp(FEW, () => undefined), before);
  const after: string[] = [];
  const events: WorkerEvent[] = [];
  const session = new Session({
    emit: (event) => events.push(event),
    now: () => performance.now(),
    breathe: () => Promise.resolve(),
    fetchBytes: () => Promise.reject(new Error('Nothing ships here.')),
    openBackend: () => Promise.reject(new Error('The backend is open.')),
  });
  await session.handle({ type: 'set', changes: FEW });
  await counted(async () => {
    for (const stage of TRAINED_STAGES) {
      await session.handle({ type: 'step', stage, unit: 'micro' });
      await session.idle();
      await session.handle({ type: 'run', stage });
      await session.idle();
    }
    const respondents = ['base', 'fewShotBase', 'sft', 'ppo-1'];
    const question = { prompt: 'hello', respondents, samples: 1, temperature: 1, seed: 0, draw: 1 };
    await session.handle({ type: 'answer', id: 1, question });
  }, after);
  const done = new Set(events.map((event) => (event.type === 'stage' && event.status === 'done' ? event.stage : null)));
  const problems = events.filter((event) => event.type === 'error');
  if (problems.length > 0 || !TRAINED_STAGES.every((stage) => done.has(stage)))
    throw new Error(JSON.stringify(problems));
  return { before, after };
}
