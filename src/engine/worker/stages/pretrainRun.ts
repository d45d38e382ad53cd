/** Stage 0 as the session runs it: a base model from random weights. */
import { exponential, finiteEstimates } from '../../../estimates';
import { perplexityStream } from '../../../world/benchmarks';
import { describePretrain } from '../describe/describe';
import { languageModel, randomParameters } from '../../rlhf/networks';
import { pretrain, streamEstimate } from '../../rlhf/pretrain';
import { stageRng } from '../../../rng';
import { trainingSettings } from '../../../experiment/settings';
import { reportTraining } from './report';
import { rememberNetworks, restore, type Start, type TrainingRun } from './stageRun';

export function runPretrain({ world, settings, memory }: Start): TrainingRun {
  const { size, seed } = settings();
  const model = languageModel(size, randomParameters(size, seed));
  restore([model], memory);
  const rng = stageRng(seed, 'pretrain');
  rng.position = memory?.drawn ?? 0;
  const heldOut = perplexityStream();
  const reports = reportTraining(
    pretrain(model, world.corpus, () => trainingSettings(settings()), rng, memory?.iteration),
    (step) => describePretrain(step, model),
    async () => {
      const heldOutLoss = await streamEstimate(model, heldOut, 32);
      return finiteEstimates({ heldOutLoss, perplexity: exponential(heldOutLoss) });
    },
  );
  return { reports, model, remember: () => rememberNetworks([model], rng), dispose: () => model.dispose() };
}
