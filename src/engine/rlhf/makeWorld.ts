/** Everything that the stages are given, drawn from one seed: corpus, demonstrations, and labelers as the knobs say. */
import type { Settings } from '../../experiment/settings';
import { Rng } from '../../rng';
import { corpusStream } from '../../world/corpus';
import { demonstrations, type Demonstration } from '../../world/demonstrations';
import { recruitLabelers, type Labeler, type LabelerPool } from '../../world/labelers';

const CORPUS_TOKENS = 600_000;
const HELD_OUT_DEMONSTRATIONS = 96;

export interface World {
  readonly corpus: Uint16Array;
  readonly demonstrations: readonly Demonstration[];
  readonly heldOutDemonstrations: readonly Demonstration[];
  readonly labelers: readonly Labeler[];
  /** Labelers who ranked nothing that was trained on. */
  readonly heldOutLabelers: readonly Labeler[];
}

/** The knobs that make the pool of labelers. */
export type LabelerSettings = Pick<
  Settings,
  | 'labelers'
  | 'labelerNoise'
  | 'labelerSpread'
  | 'carelessLabelers'
  | 'adversarialLabelers'
  | 'helpfulWeight'
  | 'honestWeight'
  | 'harmlessWeight'
  | 'politeWeight'
  | 'lengthBias'
>;

export type WorldSettings = LabelerSettings & Pick<Settings, 'seed' | 'spanishShare' | 'demonstrations' | 'wordings'>;

function labelerPool(settings: LabelerSettings): LabelerPool {
  return {
    n: settings.labelers,
    helpful: settings.helpfulWeight,
    honest: settings.honestWeight,
    harmless: settings.harmlessWeight,
    polite: settings.politeWeight,
    lengthBias: settings.lengthBias,
    tau: settings.labelerNoise,
    spread: settings.labelerSpread,
    careless: settings.carelessLabelers,
    adversarial: settings.adversarialLabelers,
  };
}

export function makeWorld(settings: WorldSettings): World {
  const { spanishShare, demonstrations: count, wordings } = settings;
  const rng = new Rng(settings.seed).fork('world');
  const written = demonstrations(count + HELD_OUT_DEMONSTRATIONS, rng.fork('demonstrations'), wordings);
  const pool = labelerPool(settings);
  return {
    corpus: corpusStream(rng.fork('corpus'), CORPUS_TOKENS, { spanishShare }),
    demonstrations: written.slice(0, count),
    heldOutDemonstrations: written.slice(count),
    labelers: recruitLabelers(rng.fork('labelers'), pool),
    heldOutLabelers: recruitLabelers(rng.fork('held-out labelers'), pool),
  };
}
