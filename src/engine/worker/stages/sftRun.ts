/** Stage 1 as the session runs it: the base model learns from demonstrations. */
import { describeSft } from '../describe/describe';
import { languageModel } from '../../rlhf/networks';
import { demonstrationEstimate, sft } from '../../rlhf/sft';
import { stageRng } from '../../../rng';
import { trainingSettings } from '../../../experiment/settings';
import { finiteEstimates } from '../../../estimates';
import { goldEstimate, reportTraining } from './report';
import { rememberNetworks, restore, type Start, type TrainingRun } from './stageRun';

export function runSft({ world, settings, parametersOf, memory }: Start): TrainingRun {
  const { size, seed } = settings();
  const model = languageModel(size, parametersOf('pretrain'));
  restore([model], memory);
  const rng = stageRng(seed, 'sft');
  const reports = reportTraining(
    sft(model, world.demonstrations, () => trainingSettings(settings()), rng, memory?.iteration),
    (step) => describeSft(step, model),
    async () => {
      const heldOutLoss = await demonstrationEstimate(model, world.heldOutDemonstrations);
      return finiteEstimates({ heldOutLoss, goldReward: await goldEstimate(model, seed) });
    },
  );
  return { reports, model, remember: () => rememberNetworks([model], null), dispose: () => model.dispose() };
}
