/** Weights as files: the names, a learner's own, and those that ship with the page. */
import { SIZES, TRAINED_STAGES, type Size, type TrainedStage } from '../../../experiment/names';
import { sizeOf, type Settings } from '../../../experiment/settings';
import { excerpt } from '../../../excerpt';
import { FileError } from '../../../formats/safetensors';
import { readCheckpoint, writeCheckpoint } from '../../lm/checkpoint';
import type { GptConfig } from '../../lm/config';
import { worldConfig } from '../../rlhf/networks';

/** The file that holds each stage's weights. */
const FILE_NAMES: Readonly<Record<TrainedStage, string>> = {
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

/** Reads one of the page's own files; throws with a sentence. */
export type FetchBytes = (path: string) => Promise<ArrayBuffer>;

/** Weights that do not ship with the page; the message is a sentence. */
class NotShipped extends FileError {}

interface Problem {
  readonly stage: TrainedStage;
  readonly problem: FileError;
}

/** The weights that ship for some settings. */
export interface Shipped {
  readonly weights: readonly (readonly [TrainedStage, Float32Array])[];
  /** Stages whose weights ship and could not be read. */
  readonly failed: readonly Problem[];
  /** Stages whose weights do not ship. */
  readonly absent: readonly Problem[];
}

export function configOf(stage: TrainedStage, size: Size): GptConfig {
  return worldConfig(size, stage === 'rewardModel');
}

/** The path of weights that ship, within the page's folder. */
export function shippedPath(stage: TrainedStage, size: Size): string {
  return `checkpoints/${size}/${FILE_NAMES[stage]}.safetensors`;
}

function read(name: string, bytes: ArrayBuffer, config: GptConfig): Float32Array {
  try {
    return readCheckpoint(config, bytes).parameters;
  } catch (error) {
    if (error instanceof FileError) throw new FileError(`"${excerpt(name)}" was not opened. ${error.message}`);
    throw error;
  }
}

/** Reads weights from a learner's file. Throws `FileError`. */
export function readOwnWeights(
  stage: TrainedStage,
  name: string,
  bytes: ArrayBuffer,
  settings: Settings,
): Float32Array {
  return read(name, bytes, configOf(stage, sizeOf(stage, settings)));
}

/** A stage's weights as a file, with the settings that made them. */
export function writeWeights(
  stage: TrainedStage,
  parameters: Float32Array,
  settings: Settings,
): { readonly name: string; readonly bytes: ArrayBuffer } {
  const size = sizeOf(stage, settings);
  const metadata = { stage, size, seed: String(settings.seed), settings: JSON.stringify(settings) };
  const bytes = writeCheckpoint(configOf(stage, size), { parameters, metadata });
  return { name: `rlhf-playground-${size}-${FILE_NAMES[stage]}.safetensors`, bytes };
}

/** The weights that ship with the page. */
export class ShippedWeights {
  constructor(private readonly fetchBytes: FetchBytes) {}

  /** Throws `FileError`. */
  async read(stage: TrainedStage, size: Size): Promise<Float32Array> {
    if (!SHIPPED_SIZES[stage].includes(size)) {
      const others = SHIPPED_SIZES[stage].join(' or ');
      throw new NotShipped(
        `No weights of size ${size} ship with the page for it: train it here, or choose size ${others} for it.`,
      );
    }
    const path = shippedPath(stage, size);
    return read(path, await this.fetchBytes(path), configOf(stage, size));
  }

  /** The weights that ship for these settings, and why others cannot be had. Throws `FileError` if none can. */
  async readAll(settings: Settings, onProgress: (fraction: number) => void): Promise<Shipped> {
    const weights: (readonly [TrainedStage, Float32Array])[] = [];
    const problems: Problem[] = [];
    for (const [i, stage] of TRAINED_STAGES.entries()) {
      onProgress(i / TRAINED_STAGES.length);
      try {
        weights.push([stage, await this.read(stage, sizeOf(stage, settings))]);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        problems.push({ stage, problem: error });
      }
    }
    if (weights.length === 0) throw problems[0].problem;
    const absent = problems.filter(({ problem }) => problem instanceof NotShipped);
    return { weights, absent, failed: problems.filter((problem) => !absent.includes(problem)) };
  }
}
