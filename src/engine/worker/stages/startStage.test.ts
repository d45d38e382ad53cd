/** A run that is gone on with from what it carried over is the run that was never left: the same numbers, to the bit. */
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../lm/backend';
import type { TrainedStage } from '../../../experiment/names';
import { languageModel, randomParameters, withScalarHead } from '../../rlhf/networks';
import { makeWorld } from '../../rlhf/makeWorld';
import { changeSettings, defaultSettings, type Settings } from '../../../experiment/settings';
import type { StageMemory, StepReport, TrainingRun } from './stageRun';
import { gatherInputs, startStage, type StageInputs } from './startStage';
import { StageWeights } from './stageWeights';
import { ShippedWeights } from './weightFiles';

const TINY: Settings = changeSettings(defaultSettings('XS'), {
  rewardModelSize: 'XS',
  pretrainSteps: 8,
  pretrainBatch: 2,
  demonstrations: 32,
  sftEpochs: 2,
  sftBatch: 8,
  comparisonPrompts: 80,
  rmEpochs: 2,
  rmBatchPrompts: 40,
  ppoIterations: 4,
  rolloutBatch: 4,
  ptxBatch: 2,
});

const world = makeWorld(TINY);

async function inputsOf(stage: TrainedStage, settings: Settings, round = 1): Promise<StageInputs> {
  const stageWeights = new StageWeights(new ShippedWeights(() => Promise.reject(new Error('Nothing ships here.'))));
  const parameters = randomParameters('XS', 3);
  for (const each of ['pretrain', 'sft', 'ppo'] as const) stageWeights.set(each, parameters, 'trained');
  stageWeights.set('rewardModel', withScalarHead('XS', parameters), 'trained');
  return gatherInputs(stage, { stageWeights, settings, round, roundStart: null });
}

function start(inputs: StageInputs, memory: StageMemory | null = null): TrainingRun {
  const stageWeights = new StageWeights(new ShippedWeights(() => Promise.reject(new Error('Nothing ships here.'))));
  return startStage(inputs, { stageWeights, world, settings: () => inputs.settings }, memory);
}

/** What is reported at the end of every iteration that is left, and the weights at the end. */
async function finish(
  run: TrainingRun,
  atEnd: (ended: NonNullable<StepReport['ended']>) => Promise<void> = async () => {},
) {
  const reported: unknown[] = [];
  for await (const { ended } of run.reports) {
    if (!ended) continue;
    reported.push(ended);
    await atEnd(ended);
  }
  const { parameters } = await run.model.state();
  run.dispose();
  return { reported, parameters };
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe.each([
  ['pretrain', TINY, 1, 8],
  ['sft', TINY, 1, 8],
  // Two iterations collect, then come 2 × 2 updates and the normalization.
  ['rewardModel', TINY, 1, 7],
  ['rewardModel', TINY, 2, 13],
  ['ppo', TINY, 1, 4],
  ['ppo', { ...TINY, sharedTrunk: true, ptxCoef: 0 }, 1, 4],
] as const)('%s', (stage, settings, round, iterations) => {
  it(`is the same run from wherever it is gone on with (${iterations} iterations, round ${round})`, async () => {
    const inputs = await inputsOf(stage, settings, round);
    const memories: StageMemory[] = [];
    const run = start(inputs);
    const whole = await finish(run, async ({ iteration }) => {
      memories.push({ iteration, ...(await run.remember()) });
    });
    expect(whole.reported).toHaveLength(iterations);
    // In the second round, which takes long, every third.
    for (const memory of memories.slice(0, -1).filter((_, i) => round === 1 || i % 3 === 0)) {
      const rest = await finish(start(inputs, memory));
      expect(rest.reported).toEqual(whole.reported.slice(memory.iteration));
      expect(rest.parameters).toEqual(whole.parameters);
    }
  });
});

describe('a memory of another network', () => {
  it('is refused', async () => {
    const model = languageModel('S', randomParameters('S', 1));
    const networks = [await model.state()];
    model.dispose();
    const memory = { iteration: 1, drawn: 0, networks, collected: [] };
    const inputs = await inputsOf('pretrain', TINY);
    expect(() => start(inputs, memory)).toThrow(/^This network has \d+ parameters, got \d+\.$/);
  });
});
