/** One seed of one experiment at work: pipelines with some knobs changed, evaluations, and the runs to write down. */
import type { Model } from '../../src/engine/lm/model';
import type { Size } from '../../src/experiment/names';
import { benchmarks, marks, winRate, type Benchmarks, type Marks } from '../../src/engine/rlhf/evaluation/evaluate';
import { judgedAnswers, type Judged } from '../../src/engine/rlhf/evaluation/judged';
import { stageRng } from '../../src/rng';
import type { PromptFormat } from '../../src/engine/rlhf/respond';
import { changeSettings, defaultSettings, type Settings } from '../../src/experiment/settings';
import type { Prompt } from '../../src/world/prompt';
import { evaluationPrompts } from '../../src/world/prompts';
import { Pipeline, type Iteration, type Reporter, type TrainedPolicy, type Variant } from '../pipeline';
import { mean } from './mean';
import { shelfKey, type Shelf } from './shelf';

/** Iterations whose mean stands for the end of a run. */
const LAST_ITERATIONS = 10;

export interface AskedPolicy {
  readonly prompts?: readonly Prompt[];
  readonly samples?: number;
  /** Another stream of randomness gives other samples. */
  readonly stream?: string;
}

/** How a trained policy does. */
export interface PolicyFigures extends Marks, Benchmarks {
  /** Gold above that of the fine-tuned model. */
  readonly gain: number;
  /** Share of prompts won against the fine-tuned model, ties one half. */
  readonly win: number;
  /** Mean of the last iterations. */
  readonly kl: number;
}

/** A training run behind a row. */
export interface RecordedRun {
  readonly settings: Settings;
  readonly iterations: readonly Iteration[];
}

export class Study {
  readonly runs: Record<string, RecordedRun> = {};
  private readonly pipelines = new Map<string, Pipeline>();
  private readonly answersOfSft = new Map<string, Promise<Judged[]>>();

  constructor(
    private readonly size: Size,
    readonly seed: number,
    private readonly report: Reporter,
    private readonly shelf: Shelf,
  ) {}

  /** The default pipeline with some knobs changed; the same changes give the same one. */
  pipeline(changes: Partial<Settings> = {}): Pipeline {
    const settings = changeSettings({ ...defaultSettings(this.size), seed: this.seed }, changes);
    const key = JSON.stringify(settings);
    const known = this.pipelines.get(key) ?? new Pipeline(settings, this.report, this.shelf);
    this.pipelines.set(key, known);
    return known;
  }

  judged(model: Model, format: PromptFormat = 'chat', asked: AskedPolicy = {}): Promise<Judged[]> {
    const {
      prompts = evaluationPrompts(),
      samples = defaultSettings().evaluationSamples,
      stream = 'evaluation',
    } = asked;
    return judgedAnswers(model, prompts, format, stageRng(this.seed, stream), samples);
  }

  /** What every policy that begins with the same fine-tuned model is compared with, asked once. */
  private sftAnswers(pipeline: Pipeline): Promise<Judged[]> {
    const key = shelfKey('sft', pipeline.settings);
    const known = this.answersOfSft.get(key) ?? pipeline.sft().then((sft) => this.judged(sft));
    this.answersOfSft.set(key, known);
    return known;
  }

  progress(what: string, done: number, of: number): void {
    this.report(`${what} ${done}/${of}`);
  }

  /** Trains a policy and writes its run down under a label. */
  async policy(label: string, pipeline: Pipeline, variant?: Variant): Promise<TrainedPolicy> {
    this.report(label);
    const trained = await pipeline.policy(variant);
    this.record(label, pipeline.settings, trained.iterations);
    return trained;
  }

  record(label: string, settings: Settings, iterations: readonly Iteration[]): void {
    this.runs[label] = { settings, iterations };
  }

  /** Trains a policy, evaluates it against its own fine-tuned model, and lets it go. */
  async policyFigures(label: string, pipeline: Pipeline, variant?: Variant): Promise<PolicyFigures> {
    const sft = await this.sftAnswers(pipeline);
    const { model, iterations } = await this.policy(label, pipeline, variant);
    const answers = await this.judged(model);
    const marked = marks(answers);
    const figures = {
      ...marked,
      ...(await benchmarks(model)),
      gain: marked.gold - marks(sft).gold,
      win: winRate(answers, sft),
      kl: lastKl(iterations),
    };
    model.dispose();
    return figures;
  }
}

export function lastKl(iterations: readonly Iteration[]): number {
  return mean(iterations.slice(-LAST_ITERATIONS).map(({ kl }) => kl));
}

/** Some figures of many, by name. */
export function pick<T, K extends keyof T>(figures: T, ...names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, figures[name]])) as Pick<T, K>;
}
