/**
 * What the stages amount to, counted from the settings in the rows that they train on and write. A row that is only read,
 * as by the reward model in PPO, costs a forward pass, a third of a training step. The world's judge, the page's drawing
 * and the evaluation are left out.
 */
import type { TrainedStage } from '../../experiment/names';
import type { Settings } from '../../experiment/settings';
import { ROWS, type BenchWork } from '../../protocol/bench';

export type Work = Readonly<Record<BenchWork, number>>;

/** Policy, reference, reward model and value network read every episode. */
const READERS = 4;
const READING = 1 / 3;

/** Measured steps that each stage amounts to. */
export function stageWork(settings: Settings): Readonly<Record<TrainedStage, Work>> {
  const { pretrainSteps, pretrainBatch, demonstrations, sftEpochs, comparisonPrompts, responsesPerPrompt } = settings;
  const { rmEpochs, ppoIterations, rolloutBatch, ppoEpochs, minibatches, ptxBatch } = settings;
  const ranked = comparisonPrompts * responsesPerPrompt;
  const episodes = ppoIterations * rolloutBatch;
  const windows = ppoIterations * minibatches * ptxBatch;
  const steps = (trained: number, written = 0): Work => ({ training: trained / ROWS, rollout: written / ROWS });
  return {
    pretrain: steps(pretrainSteps * pretrainBatch),
    sft: steps(sftEpochs * demonstrations),
    rewardModel: steps(rmEpochs * ranked, ranked),
    // The policy and the value network learn from every episode.
    ppo: steps(ppoEpochs * (2 * episodes + windows) + READERS * READING * episodes, episodes),
  };
}
