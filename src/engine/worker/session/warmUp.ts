import { languageModel } from '../../rlhf/networks';
import type { World } from '../../rlhf/makeWorld';
import { clozeAccuracy } from '../../rlhf/evaluation/evaluate';
import { TRAINED_STAGES } from '../../../experiment/names';
import { Rng } from '../../../rng';
import type { Settings } from '../../../experiment/settings';
import { STORY } from '../../../world/benchmarks';
import { corpusStream } from '../../../world/corpus';
import { demonstrations } from '../../../world/demonstrations';
import { recruitLabelers } from '../../../world/labelers';
import { answerQuestion } from '../compare/answer';
import { answeringModels } from '../stages/answeringModels';
import { gatherInputs, startStage } from '../stages/startStage';
import { StageWeights } from '../stages/stageWeights';
import { ShippedWeights } from '../stages/weightFiles';

/** Two rows of everything: in a batch of one, TensorFlow.js would compile a broadcast. */
function small(settings: Settings): Settings {
  return {
    ...settings,
    size: 'XS',
    rewardModelSize: 'XS',
    pretrainSteps: 1,
    pretrainBatch: 2,
    sftEpochs: 1,
    sftBatch: 2,
    comparisonPrompts: 2,
    rmEpochs: 1,
    rmBatchPrompts: 2,
    ppoIterations: 1,
    rolloutBatch: 2 * settings.minibatches,
    ptxBatch: 2,
  };
}

function smallWorld(): World {
  const rng = new Rng(0);
  return {
    corpus: corpusStream(rng, 200, { spanishShare: 0 }),
    demonstrations: demonstrations(2, rng),
    heldOutDemonstrations: demonstrations(2, rng),
    labelers: recruitLabelers(rng, { lengthBias: 0 }),
    heldOutLabelers: recruitLabelers(rng, { lengthBias: 0 }),
  };
}

const nothingShips = () => Promise.reject(new Error('The warm-up reads no files.'));

/** Runs everything once that a session with these settings can run on the current backend. */
export async function warmUp(settings: Settings, onProgress: (fraction: number) => void): Promise<void> {
  const stageWeights = new StageWeights(new ShippedWeights(nothingShips));
  const few = small(settings);
  const world = smallWorld();
  const from = { stageWeights, settings: few, round: 1, roundStart: null };
  for (const [i, stage] of TRAINED_STAGES.entries()) {
    onProgress(i / TRAINED_STAGES.length);
    const run = startStage(await gatherInputs(stage, from), { stageWeights, world, settings: () => few });
    stageWeights.train(stage, run.model);
    for await (const { describe } of run.reports) await describe();
    await stageWeights.stopTraining(stage, true);
    run.dispose();
  }
  const candidate = (await answeringModels(stageWeights)).at(0);
  const rewardModel = await stageWeights.parametersOf('rewardModel');
  if (!candidate || !rewardModel) throw new Error('The warm-up trained no network.');
  const { parameters } = candidate;
  const respondent = { id: 'base', speaker: 'base', round: null, name: null, origin: 'random' } as const;
  await answerQuestion(
    { prompt: 'hello', respondents: ['base'], samples: 1, temperature: 1, seed: few.seed, draw: 1 },
    [{ respondent, format: 'bare', parameters }],
    { size: few.size, reference: parameters, rewardModelSize: few.size, rewardModel },
  );
  const model = languageModel(few.size, parameters);
  await clozeAccuracy(model, STORY.slice(0, 2));
  model.dispose();
  onProgress(1);
}
