/**
 * The weights of every stage in this session: where they came from, the network that is training them now, if any, and
 * the comparisons collected so far. Reads and writes them as files.
 */
import { excerpt } from '../../../excerpt';
import { FileError } from '../../../formats/safetensors';
import { readCheckpoint, writeCheckpoint } from '../../lm/checkpoint';
import type { GptConfig } from '../../lm/config';
import { worldConfig } from '../../rlhf/networks';
import { transferParameters } from '../../lm/layout';
import type { Model } from '../../lm/model';
import {
  SIZES,
  SPEAKERS,
  STAGE_OF_SPEAKER,
  TRAINED_STAGES,
  type Origin,
  type Size,
  type Speaker,
  type TrainedStage,
} from '../../../experiment/names';
import type { Comparison } from '../../rlhf/comparisons';
import type { PromptFormat } from '../../rlhf/respond';
import type { Lessons } from '../../../protocol/label';
import { defaultSettings, type Settings } from '../../../experiment/settings';
import type { AnsweringModel, Evaluated } from './evaluateRun';

/** The file in which each stage's weights are kept. */
export const FILE_NAMES: Readonly<Record<TrainedStage, string>> = {
  pretrain: 'base',
  sft: 'sft',
  rewardModel: 'reward-model',
  ppo: 'policy',
};

/** The sizes of which weights ship: XS uses the reward model of S, as InstructGPT used one for all. */
export const SHIPPED_SIZES: Readonly<Record<TrainedStage, readonly Size[]>> = {
  pretrain: SIZES,
  sft: SIZES,
  rewardModel: ['S', 'M'],
  ppo: SIZES,
};

/** How each speaker is asked. */
const FORMATS = {
  base: 'bare',
  fewShotBase: 'fewShot',
  sft: 'chat',
  ppo: 'chat',
} as const satisfies Record<Speaker, PromptFormat>;

/** The policies that ship were trained at the default settings. */
const SHIPPED_PTX = defaultSettings().ptxCoef > 0;

/** Weights, and where they came from. */
export interface OriginatedWeights {
  readonly parameters: Float32Array;
  readonly origin: Origin;
}

/** What they are made of beside the networks in training: plain data. */
export interface SavedStageWeights {
  readonly weights: { readonly [S in TrainedStage]?: OriginatedWeights };
  readonly comparisons: readonly (readonly [round: number, comparisons: readonly Comparison[]])[];
  readonly lessons: Lessons | null;
  readonly ptxOfPolicy: readonly boolean[];
}

/** Weights that do not belong to the page; the message is a sentence. */
class NotShipped extends FileError {}

/** What ships, as far as it can be had. */
export interface Shipped {
  readonly shipped: readonly (readonly [TrainedStage, OriginatedWeights])[];
  /** Of those that should be there and cannot be had. */
  readonly failed: readonly Problem[];
  /** Of those that do not ship. */
  readonly absent: readonly Problem[];
}

interface Problem {
  readonly stage: TrainedStage;
  readonly problem: FileError;
}

export type FetchBytes = (path: string) => Promise<ArrayBuffer>;

function configOf(stage: TrainedStage, size: Size): GptConfig {
  return worldConfig(size, stage === 'rewardModel');
}

/** The size of the network that a stage trains. */
export function sizeOf(stage: TrainedStage, settings: Settings): Size {
  return stage === 'rewardModel' ? settings.rewardModelSize : settings.size;
}

export class StageWeights {
  /** What was collected in each round. */
  readonly comparisons = new Map<number, readonly Comparison[]>();
  /** With (true) and without the pretraining gradient: how the policy was trained so far, as far as it is known. */
  readonly ptxOfPolicy = new Set<boolean>();
  /** What the reward model learned from, if it was trained in this tab. */
  lessons: Lessons | null = null;
  private readonly weights = new Map<TrainedStage, OriginatedWeights>();
  private readonly training = new Map<TrainedStage, Model>();

  constructor(private readonly fetchBytes: FetchBytes) {}

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
    this.ptxOfPolicy.clear();
    if (origin === 'shipped') this.ptxOfPolicy.add(SHIPPED_PTX);
  }

  forget(stage: TrainedStage): void {
    this.weights.delete(stage);
    if (stage === 'rewardModel') this.lessons = null;
  }

  /** Nothing may be in training. */
  forgetAll(): void {
    this.weights.clear();
    this.comparisons.clear();
    this.ptxOfPolicy.clear();
    this.lessons = null;
  }

  kept(): SavedStageWeights {
    const { weights, comparisons, lessons, ptxOfPolicy } = this;
    return {
      weights: Object.fromEntries(weights),
      comparisons: [...comparisons],
      lessons,
      ptxOfPolicy: [...ptxOfPolicy],
    };
  }

  /** As an earlier session had them. */
  restore({ weights, lessons, comparisons, ptxOfPolicy }: SavedStageWeights): void {
    for (const stage of TRAINED_STAGES) {
      const kept = weights[stage];
      if (kept) this.set(stage, kept.parameters, kept.origin);
    }
    this.lessons = lessons;
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

  /** The network is no longer training; its weights stay only if they are kept. */
  async stopTraining(stage: TrainedStage, keep: boolean): Promise<void> {
    const parameters = await this.parametersOf(stage);
    this.training.delete(stage);
    if (keep && parameters) this.set(stage, parameters, 'trained');
  }

  /** A stage's weights as they are now, in the middle of its run too; null if it has none. */
  async parametersOf(stage: TrainedStage): Promise<Float32Array | null> {
    const model = this.training.get(stage);
    if (!model) return this.weights.get(stage)?.parameters ?? null;
    // A policy that shares its trunk with the value network is kept without its scalar head.
    const config = { ...model.config, scalarHead: stage === 'rewardModel' };
    return transferParameters(model.config, await model.parameters(), config);
  }

  /** Every model that can answer a prompt now. */
  async candidates(): Promise<AnsweringModel[]> {
    const base = await this.parametersOf('pretrain');
    const sft = await this.parametersOf('sft');
    const ppo = await this.parametersOf('ppo');
    const candidates: (AnsweringModel | null)[] = [
      base && { speaker: 'base', format: FORMATS.base, parameters: base },
      base && { speaker: 'fewShotBase', format: FORMATS.fewShotBase, parameters: base },
      sft && { speaker: 'sft', format: FORMATS.sft, parameters: sft },
      ppo && { speaker: 'ppo', format: FORMATS.ppo, parameters: ppo },
    ];
    return candidates.filter((candidate) => candidate !== null);
  }

  /** Whether the policy was trained with the pretraining gradient; null if now and then, or if nobody knows. */
  get policyPtx(): boolean | null {
    const [ptx] = this.ptxOfPolicy;
    return this.ptxOfPolicy.size === 1 ? ptx : null;
  }

  /** Every model that is evaluated now; with the shipped ones of the other sizes, read only when their turn comes. */
  async evaluated({ size, evaluateAllSizes }: Settings): Promise<Evaluated[]> {
    const own = (await this.candidates()).map((candidate): Evaluated => ({
      ...candidate,
      size,
      origin: this.origin(STAGE_OF_SPEAKER[candidate.speaker]) ?? 'random',
      ptx: candidate.speaker === 'ppo' ? this.policyPtx : null,
      own: true,
      load: () => Promise.resolve(candidate.parameters),
    }));
    const others = evaluateAllSizes ? SIZES.filter((each) => each !== size) : [];
    return [...own, ...others.flatMap((each) => SPEAKERS.map((speaker) => this.shippedSpeaker(speaker, each)))];
  }

  private shippedSpeaker(speaker: Speaker, size: Size): Evaluated {
    const load = () => this.readShipped(STAGE_OF_SPEAKER[speaker], size);
    const ptx = speaker === 'ppo' ? SHIPPED_PTX : null;
    return { speaker, format: FORMATS[speaker], size, origin: 'shipped', ptx, own: false, load };
  }

  /** The weights that ship with the page. Throws `FileError`. */
  async readShipped(stage: TrainedStage, size: Size): Promise<Float32Array> {
    if (!SHIPPED_SIZES[stage].includes(size)) {
      const others = SHIPPED_SIZES[stage].join(' or ');
      throw new NotShipped(
        `No weights of size ${size} ship with the page for it: train it here, or choose size ${others} for it.`,
      );
    }
    const path = `checkpoints/${size}/${FILE_NAMES[stage]}.safetensors`;
    return readFile(path, await this.fetchBytes(path), configOf(stage, size));
  }

  /** The weights that ship for these settings, and why others cannot be had. Throws `FileError` if none can. */
  async readAllShipped(settings: Settings, onProgress: (fraction: number) => void): Promise<Shipped> {
    const shipped: (readonly [TrainedStage, OriginatedWeights])[] = [];
    const problems: Problem[] = [];
    for (const [i, stage] of TRAINED_STAGES.entries()) {
      onProgress(i / TRAINED_STAGES.length);
      try {
        const parameters = await this.readShipped(stage, sizeOf(stage, settings));
        shipped.push([stage, { parameters, origin: 'shipped' }]);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        problems.push({ stage, problem: error });
      }
    }
    if (shipped.length === 0) throw problems[0].problem;
    const absent = problems.filter(({ problem }) => problem instanceof NotShipped);
    return { shipped, absent, failed: problems.filter((problem) => !absent.includes(problem)) };
  }

  /** Weights from a learner's file. Throws `FileError`, and then leaves everything as it was. */
  readOwn(stage: TrainedStage, name: string, bytes: ArrayBuffer, settings: Settings): Float32Array {
    return readFile(name, bytes, configOf(stage, sizeOf(stage, settings)));
  }

  /** A stage's weights as a file, with the settings that made them. Throws `FileError` if there are none. */
  async write(
    stage: TrainedStage,
    settings: Settings,
  ): Promise<{ readonly name: string; readonly bytes: ArrayBuffer }> {
    const parameters = await this.parametersOf(stage);
    if (!parameters) throw new FileError('There are no weights to save yet: train the stage or open a file first.');
    const size = sizeOf(stage, settings);
    const metadata = { stage, size, seed: String(settings.seed), settings: JSON.stringify(settings) };
    const bytes = writeCheckpoint(configOf(stage, size), { parameters, metadata });
    return { name: `rlhf-playground-${size}-${FILE_NAMES[stage]}.safetensors`, bytes };
  }
}

function readFile(name: string, bytes: ArrayBuffer, config: GptConfig): Float32Array {
  try {
    return readCheckpoint(config, bytes).parameters;
  } catch (error) {
    if (error instanceof FileError) throw new FileError(`"${excerpt(name)}" was not opened. ${error.message}`);
    throw error;
  }
}
