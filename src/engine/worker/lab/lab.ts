/** What a scenario of the lab works with: the weights that ship with the page, and the world of a setting. */
import type { LabEvent, LabFeedback } from '../../../protocol/lab';
import type { Size, TrainedStage } from '../../../experiment/names';
import { makeWorld, type World } from '../../rlhf/makeWorld';
import type { Settings } from '../../../experiment/settings';
import { ShippedWeights, type FetchBytes } from '../stages/weightFiles';

/** A run of a scenario: yields after every piece of work. */
export type ScenarioRun = AsyncGenerator<LabEvent, void>;

export class Lab {
  private readonly files: ShippedWeights;
  private readonly weights = new Map<string, Promise<Float32Array>>();
  private known: { readonly settings: Settings; readonly world: World } | null = null;

  constructor(
    /** Of the learner's arm. */
    readonly settings: Settings,
    fetchBytes: FetchBytes,
    /** Waits for what the learner says next; headless nobody is there. */
    readonly hear: () => Promise<LabFeedback> = () => Promise.reject(new Error('Nobody is there to judge.')),
  ) {
    this.files = new ShippedWeights(fetchBytes);
  }

  /** Ready-made weights of a stage; throws `FileError`. */
  shipped(stage: TrainedStage, size: Size = this.settings.size): Promise<Float32Array> {
    const key = `${stage} ${size}`;
    const weights = this.weights.get(key) ?? this.files.read(stage, size);
    this.weights.set(key, weights);
    return weights;
  }

  /** The last world is kept: most arms live in the same one. */
  world(settings: Settings): World {
    if (this.known?.settings !== settings) this.known = { settings, world: makeWorld(settings) };
    return this.known.world;
  }
}
