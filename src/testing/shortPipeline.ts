/** All four stages, a few steps each, in whatever room is entered: the weights that each ends with. */
import type { Size, TrainedStage } from '../experiment/names';
import { changeSettings, defaultSettings, trainingSettings } from '../experiment/settings';
import { comparisonStage, type Comparison } from '../engine/rlhf/comparisons';
import { makeWorld } from '../engine/rlhf/makeWorld';
import {
  disposeNetworks,
  languageModel,
  ppoNetworks,
  randomParameters,
  scalarModel,
  withScalarHead,
} from '../engine/rlhf/networks';
import { trainPpo } from '../engine/rlhf/ppo';
import { pretrain } from '../engine/rlhf/pretrain';
import { rewardModelStage } from '../engine/rlhf/rewardModel';
import { sft } from '../engine/rlhf/sft';
import { stageRng } from '../rng';

export type StageParameters = Readonly<Record<TrainedStage | 'valueNetwork', Float32Array>>;

async function takeAll(steps: AsyncIterator<unknown>): Promise<void> {
  while ((await steps.next()).done !== true);
}

/** Each stage goes on from what the one before it ended with; PPO is PPO-ptx. */
export async function shortPipeline(size: Size): Promise<StageParameters> {
  const settings = changeSettings(defaultSettings(size), {
    rewardModelSize: size,
    pretrainSteps: 4,
    pretrainBatch: 12,
    demonstrations: 40,
    sftEpochs: 1,
    sftBatch: 20,
    comparisonPrompts: 64,
    rmEpochs: 1,
    rmBatchPrompts: 20,
    ppoIterations: 2,
    rolloutBatch: 22,
    ptxBatch: 3,
  });
  const { seed } = settings;
  const world = makeWorld(settings);
  const training = () => trainingSettings(settings);

  const base = languageModel(size, randomParameters(size, seed));
  await takeAll(pretrain(base, world.corpus, training, stageRng(seed, 'pretrain')));
  const pretrained = await base.parameters();

  const policy = languageModel(size, pretrained);
  await takeAll(sft(policy, world.demonstrations, training, stageRng(seed, 'sft')));
  const reference = await policy.parameters();

  const comparisons: Comparison[] = [];
  const sources = { policy, base, labelers: world.labelers };
  await takeAll(comparisonStage(sources, () => settings, comparisons));
  const scored = scalarModel(size, withScalarHead(size, reference));
  await takeAll(rewardModelStage(scored, comparisons, world, () => settings));
  const rewardModel = await scored.parameters();
  for (const model of [base, policy, scored]) model.dispose();

  const networks = ppoNetworks(settings, { policy: reference, reference, rewardModel });
  await takeAll(trainPpo(networks, world.corpus, training, stageRng(seed, 'ppo')));
  const ppo = await networks.policy.parameters();
  const valueNetwork = await networks.valueNetwork.parameters();
  disposeNetworks(networks);
  return { pretrain: pretrained, sft: reference, rewardModel, ppo, valueNetwork };
}
