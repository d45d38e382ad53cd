/**
 * A training stage as the session runs it: a generator of micro-steps with what the page learns of them, and what it
 * carries from one iteration to the next. Knows nothing of buttons.
 */
import type { TrainedStage } from '../../../experiment/names';
import type { Settings } from '../../../experiment/settings';
import type { Evaluation, SizeMark } from '../../../protocol/evaluate';
import type { MicroStep } from '../../../protocol/microSteps';
import type { MetricsPoint } from '../../../protocol/protocol';
import type { Rng } from '../../../rng';
import type { Model, ModelState } from '../../lm/model';
import type { Comparison } from '../../rlhf/comparisons';
import type { World } from '../../rlhf/makeWorld';

/** What the session learns of one micro-step. */
export interface StepReport {
  /** The micro-step for the page; worked out only when it will be shown. */
  readonly describe: () => Promise<MicroStep>;
  /** Whether it has moved the weights of PPO, some minibatches of an iteration before its end. */
  readonly updated?: boolean;
  /** Set when an iteration ends with this micro-step. */
  readonly ended?: {
    readonly iteration: number;
    readonly iterations: number;
    readonly metrics?: MetricsPoint;
    readonly evaluation?: Evaluation;
    readonly sizeMark?: SizeMark;
  };
}

/** What a stage carries from one iteration to the next: with it and its inputs, another run of it goes on to the bit. */
export interface StageMemory {
  /** Iterations done. */
  readonly iteration: number;
  /** Position in the stream of randomness that the next iteration draws from. */
  readonly drawn: number;
  /** What each network that is trained has learnt. */
  readonly networks: readonly ModelState[];
  /** The comparisons that a reward model's run has collected, by round. */
  readonly collected: readonly (readonly [round: number, comparisons: readonly Comparison[]])[];
}

export interface StageRun {
  readonly reports: AsyncGenerator<StepReport>;
  /** What the stage trains; null for a stage that trains nothing. */
  readonly model: Model | null;
  /** Frees the networks; call it once the generator has returned. */
  readonly dispose: () => void;
}

/** A run that trains, and can be gone on with. */
export interface TrainingRun extends StageRun {
  readonly model: Model;
  /** What it carries on, asked when an iteration has just ended. */
  readonly remember: () => Promise<Omit<StageMemory, 'iteration'>>;
}

/** What a stage starts from. */
export interface Start {
  readonly world: World;
  readonly settings: () => Settings;
  readonly round: number;
  readonly parametersOf: (stage: TrainedStage) => Float32Array;
  /** What an earlier run of it had come to; null: it begins. */
  readonly memory: StageMemory | null;
}

/** Restores the trained networks, in the order in which they were saved. */
export function restore(networks: readonly Model[], memory: StageMemory | null): void {
  memory?.networks.forEach((state, i) => networks[i].restore(state));
}

/** `rng` is what the next iteration draws from; null: whatever is drawn is drawn again from the beginning. */
export async function rememberNetworks(networks: readonly Model[], rng: Rng | null) {
  const drawn = rng?.position ?? 0;
  return { drawn, networks: await Promise.all(networks.map((network) => network.state())), collected: [] };
}
