/** The whole pipeline of one size and seed, headless: trains every stage in turn. Progress goes to a reporter. */
import { gptConfig } from '../src/lm/config';
import type { Model } from '../src/lm/model';
import type { Comparison } from '../src/rlhf/comparisons';
import {
  comparisonStage,
  languageModel,
  makeWorld,
  ppoStage,
  pretrainStage,
  randomParameters,
  rewardModelStage,
  scalarModel,
  sftStage,
  withScalarHead,
  type World,
} from '../src/rlhf/pipeline';
import type { IterationMetrics } from '../src/rlhf/ppo';
import type { Settings } from '../src/settings';
import { CONTEXT, VOCABULARY } from '../src/world/vocabulary';

export type Reporter = (line: string) => void;

/** A reward model and the comparisons it learnt. */
export interface TrainedRewardModel {
  readonly model: Model;
  readonly comparisons: readonly Comparison[];
}

export interface TrainedPolicy {
  readonly policy: Model;
  readonly iterations: readonly IterationMetrics[];
}

export class Pipeline {
  readonly world: World;
  private readonly get = () => this.settings;

  constructor(
    readonly settings: Settings,
    private readonly report: Reporter,
  ) {
    this.world = makeWorld(settings);
  }

  async pretrain(): Promise<Model> {
    const { size, seed } = this.settings;
    const model = languageModel(size, randomParameters(size, seed));
    for await (const step of pretrainStage(model, this.world, this.get)) {
      if (step.kind === 'update' && step.step % 100 === 0) {
        this.report(`pretrain ${step.step}/${step.steps} loss ${step.metrics.loss.toFixed(3)}`);
      }
    }
    return model;
  }

  async sft(base: Model): Promise<Model> {
    const model = languageModel(this.settings.size, await base.parameters());
    for await (const step of sftStage(model, this.world, this.get)) {
      if (step.kind === 'update' && step.step % 31 === 0) {
        this.report(`sft ${step.step}/${step.steps} loss ${step.metrics.loss.toFixed(3)}`);
      }
    }
    return model;
  }

  async rewardModel(base: Model, sft: Model): Promise<TrainedRewardModel> {
    const { size } = this.settings;
    const model = scalarModel(size, withScalarHead(size, await sft.parameters()));
    const comparisons: Comparison[] = [];
    const sources = { policy: sft, base, labelers: this.world.labelers };
    for await (const { collected, of } of comparisonStage(sources, this.get, comparisons)) {
      if (collected === of || collected % 640 === 0) this.report(`comparisons ${collected}/${of}`);
    }
    for await (const step of rewardModelStage(model, comparisons, this.world, this.get)) {
      if (step.kind === 'update' && step.step % 50 === 0) {
        this.report(`reward model ${step.step}/${step.steps} loss ${step.metrics.loss.toFixed(3)}`);
      }
    }
    return { model, comparisons };
  }

  /** PPO against a reward model, which may be of another size than the policy. */
  async ppo(sft: Model, rewardModel: Model, changes: Partial<Settings> = {}): Promise<TrainedPolicy> {
    const settings = { ...this.settings, ...changes };
    const policy = languageModel(settings.size, await sft.parameters());
    const valueNetwork = scalarModel(settings.rewardModelSize, await rewardModel.parameters());
    const iterations: IterationMetrics[] = [];
    const networks = { policy, referencePolicy: sft, rewardModel, valueNetwork };
    for await (const step of ppoStage(networks, this.world, () => settings)) {
      if (step.kind !== 'metrics') continue;
      iterations.push(step.metrics);
      if (step.iteration % 10 === 0) {
        const { proxyReward, kl } = step.metrics;
        this.report(`ppo ${step.iteration}/${step.iterations} proxy ${proxyReward.toFixed(2)} KL ${kl.toFixed(2)}`);
      }
    }
    valueNetwork.dispose();
    return { policy, iterations };
  }
}

export function networkConfig(settings: Settings, scalarHead = false) {
  const size = scalarHead ? settings.rewardModelSize : settings.size;
  return gptConfig(size, VOCABULARY.length, CONTEXT, scalarHead);
}
