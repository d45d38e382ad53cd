/**
 * The four training stages as the session runs them: each a generator of micro-steps with what the page is told of them.
 * Knows nothing of buttons.
 */
import type { Evaluation, SizeMark } from '../evaluateProtocol';
import type { Model } from '../lm/model';
import type { MetricName, MetricValues } from '../metrics';
import type { Episode, MicroStep } from '../microSteps';
import type { Size, TrainedStage } from '../names';
import { collectComparisons, type Comparison, type RankedResponses } from '../rlhf/comparisons';
import { exponential, type Estimate } from '../rlhf/estimates';
import { answerAndJudge, markEstimate, type Judged } from '../rlhf/evaluate';
import {
  comparisonStage,
  languageModel,
  ppoStage,
  pretrainStage,
  randomParameters,
  rewardModelStage,
  scalarModel,
  sftStage,
  stageRng,
  trainingSettings,
  withScalarHead,
  type World,
} from '../rlhf/pipeline';
import { streamEstimate, type PretrainStep } from '../rlhf/pretrain';
import { respond, type PromptFormat } from '../rlhf/respond';
import { accuracyEstimate, scoreSequences } from '../rlhf/rewardModel';
import type { Sequence } from '../rlhf/sequences';
import { demonstrationEstimate, type SftStep } from '../rlhf/sft';
import type { Settings } from '../settings';
import { meanWithError } from '../statistics';
import { perplexityStream } from '../world/benchmarks';
import { judge } from '../world/judge';
import { chatPrompt } from '../world/promptFormats';
import { evaluationPrompts } from '../world/prompts';
import { plannedIterations, roundsOfComparisons } from './plan';
import type { Trainees } from './trainees';
import { describeEpisodes, describePpo, describePretrain, describeRewardModel, describeSft } from './describe';

/** Metrics, with one standard error of those that are means over a sample. */
interface ToldMetrics {
  readonly metrics: MetricValues;
  readonly errors?: MetricValues;
}

/** What the session learns of one micro-step. */
export interface Told {
  /** The micro-step for the page; worked out only when it will be shown. */
  readonly show: () => Promise<MicroStep>;
  /** Whether it has moved the weights of PPO, some minibatches of an iteration before its end. */
  readonly updated?: boolean;
  /** Set when an iteration ends with this micro-step. */
  readonly ended?: {
    readonly iteration: number;
    readonly iterations: number;
    /** Place on the charts, and what is drawn there. */
    readonly point?: { readonly at: number } & ToldMetrics;
    readonly samples?: readonly Episode[];
    readonly evaluation?: Evaluation;
    readonly sizeMark?: SizeMark;
  };
}

export interface StageRun {
  readonly told: AsyncGenerator<Told>;
  /** What the stage trains; null for a stage that trains nothing. */
  readonly model: Model | null;
  /** Frees the networks; call it once the generator has returned. */
  readonly dispose: () => void;
}

/** What a stage starts from. */
export interface Start {
  readonly world: World;
  readonly settings: () => Settings;
  readonly round: number;
  readonly parametersOf: (stage: TrainedStage) => Float32Array;
}

const SAMPLES = 4;
const SAMPLE_PROMPTS = evaluationPrompts(24).filter(
  ({ kind }, i, all) => all.findIndex((other) => other.kind === kind) === i,
);
/** Prompts on which a stage is judged now and then. */
const CHECK_PROMPTS = evaluationPrompts(100);
const HELD_OUT_COMPARISON_PROMPTS = 64;
const NO_SCORES = () => Promise.resolve(new Float32Array());

/** A model's answers to a few fixed prompts, judged. */
async function sampleEpisodes(model: Model, format: PromptFormat, seed: number): Promise<Episode[]> {
  const prompts = SAMPLE_PROMPTS.slice(0, SAMPLES);
  const responses = await respond(
    model,
    prompts.map(({ text }) => text),
    format,
    1,
    stageRng(seed, 'samples'),
  );
  return prompts.map((prompt, i) => {
    const { text = '', ended = false } = responses[i] ?? {};
    return { prompt: prompt.text, response: text, ended, score: null, gold: judge(prompt, text, ended).gold };
  });
}

function toldEstimates(estimates: { readonly [K in MetricName]?: Pick<Estimate, 'mean' | 'error'> }) {
  const all = Object.entries(estimates);
  const metrics: MetricValues = Object.fromEntries(all.map(([name, { mean }]) => [name, mean]));
  const known = all.filter(([, { error }]) => Number.isFinite(error));
  const errors: MetricValues = Object.fromEntries(known.map(([name, { error }]) => [name, error]));
  return { metrics, errors } satisfies ToldMetrics;
}

/** Episodes have independent prompts; one alone tells no error. */
function overEpisodes(values: ArrayLike<number>): Pick<Estimate, 'mean' | 'error'> {
  const { y, error } = meanWithError(Array.from(values));
  return { mean: y, error: values.length > 1 ? error : NaN };
}

async function goldEstimate(model: Model, seed: number): Promise<Estimate> {
  const judged: Judged[] = [];
  for await (const part of answerAndJudge(model, CHECK_PROMPTS, 'chat', stageRng(seed, 'check'))) judged.push(...part);
  return markEstimate('gold', judged);
}

/** Now and then, some twenty times in a long run, and at its end. */
function isDue(step: number, steps: number): boolean {
  return step === steps || step % Math.max(5, Math.round(steps / 20)) === 0;
}

/** A language model's training, with held-out numbers and samples now and then. */
async function* tellTraining<S extends PretrainStep | SftStep>(
  steps: AsyncGenerator<S>,
  describe: (step: S) => Promise<MicroStep>,
  check: () => Promise<ToldMetrics & { readonly samples: readonly Episode[] }>,
): AsyncGenerator<Told> {
  for await (const step of steps) {
    const show = () => describe(step);
    if (step.kind === 'batch') {
      yield { show };
      continue;
    }
    const { step: iteration, steps: iterations } = step;
    const checked = isDue(iteration, iterations) ? await check() : null;
    const metrics = { ...step.metrics, ...checked?.metrics };
    const point = { at: iteration, metrics, ...(checked?.errors && { errors: checked.errors }) };
    yield { show, ended: { iteration, iterations, point, ...(checked && { samples: checked.samples }) } };
  }
}

export function runPretrain({ world, settings }: Start): StageRun {
  const { size, seed } = settings();
  const model = languageModel(size, randomParameters(size, seed));
  const heldOut = perplexityStream();
  const told = tellTraining(
    pretrainStage(model, world, settings),
    (step) => describePretrain(step, model),
    async () => {
      const heldOutLoss = await streamEstimate(model, heldOut, 32);
      const told = toldEstimates({ heldOutLoss, perplexity: exponential(heldOutLoss) });
      return { ...told, samples: await sampleEpisodes(model, 'bare', seed) };
    },
  );
  return { told, model, dispose: () => model.dispose() };
}

export function runSft({ world, settings, parametersOf }: Start): StageRun {
  const { size, seed } = settings();
  const model = languageModel(size, parametersOf('pretrain'));
  const told = tellTraining(
    sftStage(model, world, settings),
    (step) => describeSft(step, model),
    async () => {
      const heldOutLoss = await demonstrationEstimate(model, world.heldOutDemonstrations);
      const told = toldEstimates({ heldOutLoss, goldReward: await goldEstimate(model, seed) });
      return { ...told, samples: await sampleEpisodes(model, 'chat', seed) };
    },
  );
  return { told, model, dispose: () => model.dispose() };
}

/**
 * Trains anew on the comparisons of all rounds. Those of the first round are collected again, from the same seed, where
 * the reward model of that round was not trained here. `initial` is the fine-tuned model that it starts from.
 */
export function runRewardModel(
  { world, settings, round, parametersOf }: Start,
  { comparisons: byRound }: Pick<Trainees, 'comparisons'>,
  initial: { readonly size: Size; readonly parameters: Float32Array },
  own: readonly RankedResponses[] = [],
): StageRun {
  const { size, seed, comparisonPrompts, responsesPerPrompt, wordings, rmEpochs, rmBatchPrompts } = settings();
  const model = scalarModel(initial.size, withScalarHead(initial.size, initial.parameters));
  const base = languageModel(size, parametersOf('pretrain'));
  const policies = (round === 1 ? ['sft'] : ['sft', 'ppo']) as readonly ('sft' | 'ppo')[];
  const models = policies.map((stage) => languageModel(size, parametersOf(stage)));
  const { known, toCollect } = roundsOfComparisons(round, byRound);
  const iterations = plannedIterations('rewardModel', settings(), round, byRound, own.length);
  const policyOf = (r: number) => models[r === 1 ? 0 : models.length - 1];
  const heldOut: Comparison[] = [];
  // It learns as long as was planned when it began to collect.
  const planned = () => ({ ...settings(), seed, rmEpochs, rmBatchPrompts });

  async function* told(): AsyncGenerator<Told> {
    let iteration = 0;
    const comparisons = [...known];
    for (const r of toCollect) {
      const collected: Comparison[] = [];
      const sources = { policy: policyOf(r), base, labelers: world.labelers };
      for await (const step of comparisonStage(sources, settings, collected, r)) {
        yield {
          show: () => describeRewardModel(step, model, NO_SCORES),
          ended: { iteration: ++iteration, iterations },
        };
      }
      byRound.set(r, collected);
      comparisons.push(...collected);
    }
    const sources = { policy: policyOf(round), base, labelers: world.heldOutLabelers };
    const heldOutPrompts = Math.min(HELD_OUT_COMPARISON_PROMPTS, comparisonPrompts);
    const some = { comparisonPrompts: heldOutPrompts, responsesPerPrompt, wordings };
    const rng = stageRng(seed, 'held-out comparisons', round);
    for await (const batch of collectComparisons(sources, some, rng)) heldOut.push(...batch);
    const samples = comparisons.slice(-64).map(firstSequence);
    for await (const step of rewardModelStage(model, [...comparisons, ...own], world, planned, round)) {
      const show = () => describeRewardModel(step, model, () => scoreSequences(model, samples));
      if (step.kind === 'batch') {
        yield { show };
        continue;
      }
      iteration++;
      if (step.kind !== 'update') {
        yield { show, ended: { iteration, iterations } };
        continue;
      }
      const due = isDue(step.step, step.steps);
      const checked = due ? toldEstimates({ heldOutAccuracy: await accuracyEstimate(model, heldOut) }) : null;
      const metrics = { ...step.metrics, ...checked?.metrics };
      const point = { at: step.step, metrics, ...(checked && { errors: checked.errors }) };
      yield { show, ended: { iteration, iterations, point } };
    }
  }
  const dispose = () => {
    for (const each of [model, base, ...models]) each.dispose();
  };
  return { told: told(), model, dispose };
}

function firstSequence({ prompt, responses }: Comparison): Sequence {
  return { prompt: chatPrompt(prompt.text), response: responses[0]?.tokens ?? [] };
}

export function runPpo({ world, settings, round, parametersOf }: Start, policyStart: Float32Array | null): StageRun {
  const { size, rewardModelSize, sharedTrunk, wordings } = settings();
  const reference = parametersOf('sft');
  const begin = policyStart ?? reference;
  const policy = sharedTrunk ? scalarModel(size, withScalarHead(size, begin)) : languageModel(size, begin);
  const rewardModel = scalarModel(rewardModelSize, parametersOf('rewardModel'));
  const valueNetwork = sharedTrunk ? policy : scalarModel(rewardModelSize, parametersOf('rewardModel'));
  const referencePolicy = languageModel(size, reference);
  const networks = { policy, referencePolicy, rewardModel, valueNetwork };
  async function* told(): AsyncGenerator<Told> {
    for await (const step of ppoStage(networks, world, () => ({ ...settings(), wordings }), round)) {
      const show = () => describePpo(step, { policy, valueNetwork }, trainingSettings(settings()));
      if (step.kind !== 'metrics') {
        yield { show, updated: step.kind === 'update' };
        continue;
      }
      const { iteration, iterations, experience } = step;
      const { klCoef, policyLr: learningRate } = settings();
      const { valueGradNorm: _, ...shown } = step.metrics;
      const golds = describeEpisodes(experience, experience.scores, Infinity).map(({ gold }) => gold ?? 0);
      const told = toldEstimates({ goldReward: overEpisodes(golds), proxyReward: overEpisodes(experience.scores) });
      const metrics = { ...shown, ...told.metrics, klCoef, learningRate };
      const samples = describeEpisodes(experience, experience.scores);
      const point = { at: iteration, metrics, errors: told.errors };
      yield { show, ended: { iteration, iterations, point, samples } };
    }
  }
  const dispose = () => {
    for (const each of new Set([policy, rewardModel, valueNetwork, referencePolicy])) each.dispose();
  };
  return { told: told(), model: policy, dispose };
}
