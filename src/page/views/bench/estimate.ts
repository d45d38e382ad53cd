/**
 * How long the stages would take at the speed that was measured: the rows that they train on and write, counted from the
 * settings. A row that is only read, as by the reward model in PPO, costs a forward pass, a third of a training step.
 * The world's judge, the page's drawing and the evaluation are left out.
 */
import type { BackendName, TrainedStage } from '../../../experiment/names';
import type { Settings } from '../../../experiment/settings';
import { ROWS, type BenchBackend, type BenchWork } from '../../../protocol/bench';

type Work = Readonly<Record<BenchWork, number>>;

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

export interface ModelEstimate {
  readonly backend: BackendName;
  /** All stages, from random weights. */
  readonly seconds: number;
  /** Of them PPO alone. */
  readonly ppoSeconds: number;
}

/** With the fused kernels of the fastest backend that did both works; null without one. */
export function estimate(backends: readonly BenchBackend[], settings: Settings): ModelEstimate | null {
  const stages = stageWork(settings);
  const estimates = backends.flatMap(({ backend, rows: { training, rollout } }) => {
    if (!training || !rollout) return [];
    const seconds = (work: Work) =>
      (work.training * training.fused.median + work.rollout * rollout.fused.median) / 1000;
    const all = Object.values(stages).map(seconds);
    return [{ backend, seconds: all.reduce((sum, each) => sum + each, 0), ppoSeconds: seconds(stages.ppo) }];
  });
  return estimates.sort((a, b) => a.seconds - b.seconds)[0] ?? null;
}
