/**
 * The weights of every stage in this session's memory: where they came from, the network that is training them now, if
 * any, and what was collected and learned on the way.
 */
import type { Lessons } from '../../../protocol/label';
import { TRAINED_STAGES, type Origin, type TrainedStage } from '../../../experiment/names';
import { defaultSettings } from '../../../experiment/settings';
import { transferParameters } from '../../lm/layout';
import type { Model } from '../../lm/model';
import type { Comparison } from '../../rlhf/comparisons';
import type { ShippedWeights } from './weightFiles';

/** Whether the policies that ship were trained with the pretraining gradient: at the default settings. */
export const SHIPPED_PTX = defaultSettings().ptxCoef > 0;

/** Weights, and where they came from. */
export interface OriginatedWeights {
  readonly parameters: Float32Array;
  readonly origin: Origin;
}

/** All of it beside the networks in training: plain data. */
export interface SavedStageWeights {
  readonly weights: { readonly [S in TrainedStage]?: OriginatedWeights };
  readonly comparisons: readonly (readonly [round: number, comparisons: readonly Comparison[]])[];
  readonly lessons: Lessons | null;
  readonly ptxOfPolicy: readonly boolean[];
  /** Absent in what older pages saved. */
  readonly policyLessons?: Lessons | null;
}

/** A network's weights as its stage keeps them: a policy that shares its trunk with the value network leaves its scalar head behind. */
export async function keptParameters(stage: TrainedStage, model: Model): Promise<Float32Array> {
  const config = { ...model.config, scalarHead: stage === 'rewardModel' };
  return transferParameters(model.config, await model.parameters(), config);
}

export class StageWeights {
  /** What was collected in each round. */
  readonly comparisons = new Map<number, readonly Comparison[]>();
  /** With (true) and without the pretraining gradient: how the policy was trained so far, as far as it is known. */
  readonly ptxOfPolicy = new Set<boolean>();
  /** What the reward model learned from, if it was trained in this tab. */
  lessons: Lessons | null = null;
  /** What the reward model had learned from that the policy was trained on last, if both were trained in this tab. */
  policyLessons: Lessons | null = null;
  private readonly weights = new Map<TrainedStage, OriginatedWeights>();
  private readonly training = new Map<TrainedStage, Model>();

  /** `shipped`: what ships with the page, to go back to or to begin with. */
  constructor(readonly shipped: ShippedWeights) {}

  get haveWeights(): boolean {
    return TRAINED_STAGES.some((stage) => this.has(stage));
  }

  /** Whether there is anything that no file of the page's own would bring back. */
  get haveLearned(): boolean {
    return TRAINED_STAGES.some((stage) => this.has(stage) && this.origin(stage) !== 'shipped');
  }

  has(stage: TrainedStage): boolean {
    return this.weights.has(stage) || this.training.has(stage);
  }

  origin(stage: TrainedStage): Origin | null {
    if (this.training.has(stage)) return 'trained';
    return this.weights.get(stage)?.origin ?? (stage === 'pretrain' ? 'random' : null);
  }

  set(stage: TrainedStage, parameters: Float32Array, origin: Origin): void {
    this.weights.set(stage, { parameters, origin });
    if (stage === 'rewardModel' && origin !== 'trained') this.lessons = null;
    if (stage !== 'ppo' || origin === 'trained') return;
    this.policyLessons = null;
    this.ptxOfPolicy.clear();
    if (origin === 'shipped') this.ptxOfPolicy.add(SHIPPED_PTX);
  }

  forget(stage: TrainedStage): void {
    this.weights.delete(stage);
    if (stage === 'rewardModel') this.lessons = null;
    if (stage === 'ppo') this.policyLessons = null;
  }

  /** Nothing may be in training. */
  forgetAll(): void {
    this.weights.clear();
    this.comparisons.clear();
    this.ptxOfPolicy.clear();
    this.lessons = null;
    this.policyLessons = null;
  }

  saved(): SavedStageWeights {
    const { weights, comparisons, lessons, ptxOfPolicy, policyLessons } = this;
    return {
      weights: Object.fromEntries(weights),
      comparisons: [...comparisons],
      lessons,
      ptxOfPolicy: [...ptxOfPolicy],
      policyLessons,
    };
  }

  /** As an earlier session had them. */
  restore({ weights, lessons, comparisons, ptxOfPolicy, policyLessons = null }: SavedStageWeights): void {
    for (const stage of TRAINED_STAGES) {
      const saved = weights[stage];
      if (saved) this.set(stage, saved.parameters, saved.origin);
    }
    this.lessons = lessons;
    this.policyLessons = policyLessons;
    for (const [round, collected] of comparisons) this.comparisons.set(round, collected);
    this.restorePtx(ptxOfPolicy);
  }

  /** How the policy was trained, as it was noted before. */
  restorePtx(ptxOfPolicy: readonly boolean[]): void {
    this.ptxOfPolicy.clear();
    for (const ptx of ptxOfPolicy) this.ptxOfPolicy.add(ptx);
  }

  /** From now on the stage's weights are those of a network in training. */
  train(stage: TrainedStage, model: Model): void {
    this.training.set(stage, model);
  }

  /** The network is no longer training; its weights stay only if `keep` says so. */
  async stopTraining(stage: TrainedStage, keep: boolean): Promise<void> {
    const parameters = await this.parametersOf(stage);
    this.training.delete(stage);
    if (keep && parameters) this.set(stage, parameters, 'trained');
  }

  /** A stage's weights as they are now, in the middle of its run too; null if it has none. */
  async parametersOf(stage: TrainedStage): Promise<Float32Array | null> {
    const model = this.training.get(stage);
    return model ? keptParameters(stage, model) : (this.weights.get(stage)?.parameters ?? null);
  }

  /** Whether the policy was trained with the pretraining gradient; null if now and then, or if nobody knows. */
  get policyPtx(): boolean | null {
    const [ptx] = this.ptxOfPolicy;
    return this.ptxOfPolicy.size === 1 ? ptx : null;
  }
}
