/** What a scenario of the lab works with: the weights that ship with the page, and the world of a setting. */
import { readCheckpoint } from '../../lm/checkpoint';
import { worldConfig } from '../../rlhf/networks';
import type { LabEvent, LabFeedback } from '../../../protocol/lab';
import type { Size, TrainedStage } from '../../../experiment/names';
import { makeWorld, type World } from '../../rlhf/makeWorld';
import type { Settings } from '../../../experiment/settings';
import { FILE_NAMES, type FetchBytes } from '../stages/stageWeights';

/** A run of a scenario: yields after every piece of work. */
export type ScenarioRun = AsyncGenerator<LabEvent, void>;

export class Lab {
  private readonly weights = new Map<string, Promise<Float32Array>>();
  private known: { readonly settings: Settings; readonly world: World } | null = null;

  constructor(
    /** Of the learner's arm. */
    readonly settings: Settings,
    private readonly fetchBytes: FetchBytes,
    /** Waits for what the learner says next; headless nobody is there. */
    readonly hear: () => Promise<LabFeedback> = () => Promise.reject(new Error('Nobody is there to judge.')),
  ) {}

  /** Ready-made weights of a stage; throws `FileError`. */
  shipped(stage: TrainedStage, size: Size = this.settings.size): Promise<Float32Array> {
    const path = `checkpoints/${size}/${FILE_NAMES[stage]}.safetensors`;
    const known = this.weights.get(path);
    if (known) return known;
    const config = worldConfig(size, stage === 'rewardModel');
    const weights = this.fetchBytes(path).then((bytes) => readCheckpoint(config, bytes).parameters);
    this.weights.set(path, weights);
    return weights;
  }

  /** The last world is kept: most arms live in the same one. */
  world(settings: Settings): World {
    if (this.known?.settings !== settings) this.known = { settings, world: makeWorld(settings) };
    return this.known.world;
  }
}
