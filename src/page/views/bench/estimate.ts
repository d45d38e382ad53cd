/** How long the stages would take at the speed that was measured. */
import type { BackendName } from '../../../experiment/names';
import type { Settings } from '../../../experiment/settings';
import type { BenchBackend } from '../../../protocol/bench';
import { stageWork, type Work } from '../../ui/stageWork';

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
