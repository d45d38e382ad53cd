/**
 * The pipeline of InstructGPT on one world: what each stage is given, and the stages one after another. One seed drives
 * world, initial weights and training, each through a stream of its own.
 */
import { gptConfig } from '../lm/config';
import { initialParameters, transferParameters } from '../lm/layout';
import type { Model } from '../lm/model';
import { createModel } from '../lm/createModel';
import type { Size } from '../../experiment/names';
import { Rng } from '../../rng';
import type { Settings } from '../../experiment/settings';
import { corpusStream } from '../../world/corpus';
import { demonstrations, type Demonstration } from '../../world/demonstrations';
import { recruitLabelers, type Labeler, type LabelerPool } from '../../world/labelers';
import { CONTEXT, VOCABULARY } from '../../world/vocabulary';
import { collectComparisons, type Comparison, type ComparisonSources, type RankedResponses } from './comparisons';
import { trainPpo, type PpoMicroStep } from './ppo';
import { pretrain, type OptimizerSettings, type PretrainStep } from './pretrain';
import { normalizeRewardModel, trainRewardModel, type RewardModelStep } from './rewardModel';
import type { ActorCritic } from './rollout';
import { demonstrationSequence, sft, type SftStep } from './sft';

const CORPUS_TOKENS = 600_000;
const HELD_OUT_DEMONSTRATIONS = 96;
/** Demonstrations whose mean score becomes 0. */
const NORMALISING_DEMONSTRATIONS = 512;

/** Everything that the stages are given, from one seed. */
export interface World {
  readonly corpus: Uint16Array;
  readonly demonstrations: readonly Demonstration[];
  readonly heldOutDemonstrations: readonly Demonstration[];
  readonly labelers: readonly Labeler[];
  /** Labelers who ranked nothing that was trained on. */
  readonly heldOutLabelers: readonly Labeler[];
}

/** The knobs that say who ranks. */
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

/** The stream of randomness of one stage in one round. */
export function stageRng(seed: number, stage: string, round = 1): Rng {
  return new Rng(seed).fork(`${stage} ${round}`);
}

export function optimizerSettings(settings: Settings): OptimizerSettings {
  const { adamBeta1, adamBeta2, adamEpsilon, adamForm, clipGradNorm } = settings;
  return { beta1: adamBeta1, beta2: adamBeta2, epsilon: adamEpsilon, form: adamForm, clipGradNorm };
}

/** Settings of all stages as the training functions want them. */
export function trainingSettings(settings: Settings) {
  return { ...settings, optimizer: optimizerSettings(settings) };
}

export function languageModel(size: Size, parameters: Float32Array): Model {
  return createModel(gptConfig(size, VOCABULARY.length, CONTEXT), parameters);
}

export function scalarModel(size: Size, parameters: Float32Array): Model {
  return createModel(gptConfig(size, VOCABULARY.length, CONTEXT, true), parameters);
}

export function randomParameters(size: Size, seed: number): Float32Array {
  return initialParameters(gptConfig(size, VOCABULARY.length, CONTEXT), new Rng(seed).fork('weights'));
}

/** Parameters of a language model with a scalar head that begins at 0. */
export function withScalarHead(size: Size, parameters: Float32Array): Float32Array {
  const config = gptConfig(size, VOCABULARY.length, CONTEXT);
  return transferParameters(config, parameters, { ...config, scalarHead: true });
}

/** `rng` and `done` tell where to go on; absent: at the beginning. */
export function pretrainStage(
  model: Model,
  world: World,
  settings: () => Settings,
  rng = stageRng(settings().seed, 'pretrain'),
  done = 0,
): AsyncGenerator<PretrainStep> {
  return pretrain(model, world.corpus, () => trainingSettings(settings()), rng, done);
}

export function sftStage(model: Model, world: World, settings: () => Settings, done = 0): AsyncGenerator<SftStep> {
  const rng = stageRng(settings().seed, 'sft');
  return sft(model, world.demonstrations, () => trainingSettings(settings()), rng, done);
}

export interface ComparisonStep {
  readonly kind: 'comparisons';
  readonly batch: readonly Comparison[];
  readonly collected: number;
  readonly of: number;
}

/** Collects one round's comparisons; `comparisons` grows by what is collected, from what there is already. */
export async function* comparisonStage(
  sources: ComparisonSources,
  settings: () => Settings,
  comparisons: Comparison[],
  round = 1,
  rng = stageRng(settings().seed, 'comparisons', round),
): AsyncGenerator<ComparisonStep> {
  const of = settings().comparisonPrompts;
  for await (const batch of collectComparisons(sources, settings(), rng, comparisons.length)) {
    comparisons.push(...batch);
    yield { kind: 'comparisons', batch, collected: comparisons.length, of };
  }
}

export type RewardModelStageStep =
  RewardModelStep | { readonly kind: 'normalize'; readonly mean: number; readonly demonstrationScores: Float32Array };

/** Trains on comparisons, of which so many steps are `done` already, then normalizes on demonstrations. */
export async function* rewardModelStage(
  model: Model,
  comparisons: readonly RankedResponses[],
  world: World,
  settings: () => Settings,
  round = 1,
  done = 0,
): AsyncGenerator<RewardModelStageStep> {
  const rng = stageRng(settings().seed, 'rewardModel', round);
  yield* trainRewardModel(model, comparisons, () => trainingSettings(settings()), rng, done);
  const written = world.demonstrations.slice(0, NORMALISING_DEMONSTRATIONS).map(demonstrationSequence);
  const demonstrationScores = await normalizeRewardModel(model, written);
  const mean = demonstrationScores.reduce((sum, score) => sum + score, 0) / demonstrationScores.length;
  yield { kind: 'normalize', mean, demonstrationScores };
}

/** `rng` and `done` tell where to go on; absent: at the beginning of the round. */
export function ppoStage(
  networks: ActorCritic,
  world: World,
  settings: () => Settings,
  round = 1,
  rng = stageRng(settings().seed, 'ppo', round),
  done = 0,
): AsyncGenerator<PpoMicroStep> {
  return trainPpo(networks, world.corpus, () => trainingSettings(settings()), rng, done);
}
