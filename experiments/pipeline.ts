/**
 * The whole pipeline of one setting, headless. A stage is trained when it is first asked for, after those before it; with
 * a shelf, what was trained once with the same settings is taken from there. Progress goes to a reporter.
 */
import { transferParameters } from '../src/engine/lm/layout';
import type { Model } from '../src/engine/lm/model';
import type { TrainedStage } from '../src/experiment/names';
import { type Comparison, comparisonStage } from '../src/engine/rlhf/comparisons';
import { goldOf } from '../src/world/judge';
import {
  disposeNetworks,
  languageModel,
  ppoNetworks,
  randomParameters,
  scalarModel,
  withScalarHead,
  worldConfig,
} from '../src/engine/rlhf/networks';
import { stageRng } from '../src/rng';
import { makeWorld, type World } from '../src/engine/rlhf/makeWorld';
import { rewardModelStage } from '../src/engine/rlhf/rewardModel';
import { trainPpo, type PpoMetrics } from '../src/engine/rlhf/ppo';
import { pretrain } from '../src/engine/rlhf/pretrain';
import { sft } from '../src/engine/rlhf/sft';
import { checkKlAtStart } from '../src/engine/rlhf/invariants';
import type { Experience } from '../src/engine/rlhf/iteration';
import { changeSettings, type Settings, trainingSettings } from '../src/experiment/settings';
import { shelfKey, type Shelf } from './reproduce/shelf';

export type Reporter = (line: string) => void;

export interface Iteration extends PpoMetrics {
  /** Mean gold of the iteration's episodes, which training does not see. */
  readonly gold: number;
}

export interface TrainedPolicy {
  readonly model: Model;
  readonly iterations: readonly Iteration[];
}

/** What a policy's training takes instead of what the pipeline gives. */
export interface Variant {
  /** Tells it apart on the shelf and in reports. */
  readonly name: string;
  readonly policy?: Float32Array;
  readonly rewardModel?: Model;
  readonly valueNetwork?: Float32Array;
  readonly round?: number;
}

function meanGold(experience: Experience): number {
  const golds = goldOf(experience);
  return golds.reduce((sum, gold) => sum + gold, 0) / golds.length;
}

export class Pipeline {
  private readonly get = () => this.settings;
  private readonly training = () => trainingSettings(this.settings);
  private readonly made = new Map<TrainedStage, Promise<Model>>();
  private knownWorld: World | null = null;
  private compared: Promise<readonly Comparison[]> | null = null;

  constructor(
    readonly settings: Settings,
    private readonly report: Reporter,
    private readonly shelf: Shelf | null = null,
  ) {}

  get world(): World {
    return (this.knownWorld ??= makeWorld(this.settings));
  }

  base(): Promise<Model> {
    const { size, seed } = this.settings;
    return this.once('pretrain', async () => {
      const model = languageModel(size, randomParameters(size, seed));
      for await (const step of pretrain(model, this.world.corpus, this.training, stageRng(seed, 'pretrain'))) {
        if (step.kind === 'update') this.progress('pretrain', step.step, step.steps, 100, step.metrics);
      }
      return model;
    });
  }

  sft(): Promise<Model> {
    return this.once('sft', async () => {
      const { size, seed } = this.settings;
      const model = languageModel(size, await (await this.base()).parameters());
      const rng = stageRng(seed, 'sft');
      for await (const step of sft(model, this.world.demonstrations, this.training, rng)) {
        if (step.kind === 'update') this.progress('sft', step.step, step.steps, 50, step.metrics);
      }
      return model;
    });
  }

  /** Comparisons of the fine-tuned model's answers, collected once. */
  comparisons(): Promise<readonly Comparison[]> {
    return (this.compared ??= this.sft().then((sft) => this.compare(sft)));
  }

  /** Comparisons of a policy's answers. */
  async compare(policy: Model, round = 1): Promise<Comparison[]> {
    const comparisons: Comparison[] = [];
    const sources = { policy, base: await this.base(), labelers: this.world.labelers };
    for await (const { collected, of } of comparisonStage(sources, this.get, comparisons, round)) {
      this.progress('comparisons', collected, of, 640);
    }
    return comparisons;
  }

  /** Of its own size, or the reward model of another size's pipeline. */
  rewardModel(): Promise<Model> {
    const { size, rewardModelSize } = this.settings;
    if (rewardModelSize !== size) {
      const settings = changeSettings(this.settings, { size: rewardModelSize, rewardModelSize });
      return new Pipeline(settings, this.report, this.shelf).rewardModel();
    }
    return this.once('rewardModel', async () => this.trainRewardModel(await this.comparisons()));
  }

  /** A reward model from these comparisons; the caller owns it. */
  async trainRewardModel(comparisons: readonly Comparison[], round = 1): Promise<Model> {
    const { size } = this.settings;
    const model = scalarModel(size, withScalarHead(size, await (await this.sft()).parameters()));
    for await (const step of rewardModelStage(model, comparisons, this.world, this.get, round)) {
      if (step.kind === 'update') this.progress('reward model', step.step, step.steps, 50, step.metrics);
    }
    return model;
  }

  /** A policy trained against the reward model; the caller owns it. */
  async policy(variant: Variant = { name: '' }): Promise<TrainedPolicy> {
    const { size, seed } = this.settings;
    const key = shelfKey('ppo', this.settings, variant.name);
    const kept = await this.shelf?.take<readonly Iteration[]>(key);
    if (kept) return { model: languageModel(size, kept.parameters), iterations: kept.notes };
    const reference = await (await this.sft()).parameters();
    const rewardModel = await (variant.rewardModel ?? (await this.rewardModel())).parameters();
    const { policy: start = reference, valueNetwork: value = rewardModel, round } = variant;
    const networks = ppoNetworks(this.settings, { policy: start, reference, rewardModel, value });
    const { policy } = networks;
    const iterations: Iteration[] = [];
    const rng = stageRng(seed, 'ppo', round);
    for await (const step of trainPpo(networks, this.world.corpus, this.training, rng)) {
      if (step.kind !== 'metrics') continue;
      const { kl, batch } = step.experience;
      if (step.iteration === 1 && !variant.policy) checkKlAtStart(kl, batch.mask);
      iterations.push({ ...step.metrics, gold: meanGold(step.experience) });
      this.progress(`ppo ${variant.name}`.trim(), step.iteration, step.iterations, 20);
    }
    // A policy that shared its trunk goes on without its scalar head.
    const parameters = transferParameters(policy.config, await policy.parameters(), worldConfig(size));
    disposeNetworks(networks);
    await this.shelf?.keep(key, { parameters, notes: iterations });
    return { model: languageModel(size, parameters), iterations };
  }

  dispose(): void {
    for (const model of this.made.values()) void model.then((made) => made.dispose());
    this.made.clear();
  }

  /** Trains a stage when it is first asked for, unless its weights are on the shelf. */
  private once(stage: TrainedStage, train: () => Promise<Model>): Promise<Model> {
    const { size } = this.settings;
    const now = this.made.get(stage);
    if (now) return now;
    const make = async () => {
      const key = shelfKey(stage, this.settings);
      const kept = await this.shelf?.take(key);
      if (kept) return (stage === 'rewardModel' ? scalarModel : languageModel)(size, kept.parameters);
      const model = await train();
      await this.shelf?.keep(key, { parameters: await model.parameters(), notes: this.settings });
      return model;
    };
    const made = make();
    this.made.set(stage, made);
    return made;
  }

  private progress(stage: string, step: number, steps: number, every: number, metrics?: { readonly loss: number }) {
    if (step % every !== 0 && step !== steps) return;
    this.report(`${stage} ${step}/${steps}${metrics ? ` loss ${metrics.loss.toFixed(3)}` : ''}`);
  }
}
