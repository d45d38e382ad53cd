/**
 * The training stages as the session runs them: each a generator of micro-steps with what the page is told of them, and
 * what it carries on. Stage 2 is in `rewardModelRun.ts`. Knows nothing of buttons.
 */
import type { Evaluation, SizeMark } from '../../../protocol/evaluate';
import type { Model, ModelState } from '../../lm/model';
import type { MetricName, MetricValues } from '../../../experiment/metrics';
import type { Episode, MicroStep } from '../../../protocol/microSteps';
import type { TrainedStage } from '../../../experiment/names';
import type { Comparison } from '../../rlhf/comparisons';
import { exponential, type Estimate } from '../../rlhf/estimates';
import { answerAndJudge, markEstimate, type Judged } from '../../rlhf/evaluation/evaluate';
import {
  languageModel,
  ppoStage,
  pretrainStage,
  randomParameters,
  scalarModel,
  sftStage,
  stageRng,
  trainingSettings,
  withScalarHead,
  type World,
} from '../../rlhf/pipeline';
import { streamEstimate, type PretrainStep } from '../../rlhf/pretrain';
import { respond, type PromptFormat } from '../../rlhf/respond';
import { demonstrationEstimate, type SftStep } from '../../rlhf/sft';
import type { Rng } from '../../../rng';
import type { Settings } from '../../../experiment/settings';
import { meanWithError } from '../../../statistics';
import { perplexityStream } from '../../../world/benchmarks';
import { judge } from '../../../world/judge';
import { evaluationPrompts } from '../../../world/prompts';
import { describeEpisodes, describePpo, describePretrain, describeSft } from '../describe/describe';

/** Metrics, with one standard error of those that are means over a sample. */
interface MeasuredMetrics {
  readonly metrics: MetricValues;
  readonly errors?: MetricValues;
}

/** A place on the charts, and what is drawn there. */
export interface MetricsPoint extends MeasuredMetrics {
  readonly at: number;
}

/** What the session learns of one micro-step. */
export interface StepReport {
  /** The micro-step for the page; worked out only when it will be shown. */
  readonly describe: () => Promise<MicroStep>;
  /** Whether it has moved the weights of PPO, some minibatches of an iteration before its end. */
  readonly updated?: boolean;
  /** Set when an iteration ends with this micro-step. */
  readonly ended?: {
    readonly iteration: number;
    readonly iterations: number;
    readonly point?: MetricsPoint;
    readonly samples?: readonly Episode[];
    readonly evaluation?: Evaluation;
    readonly sizeMark?: SizeMark;
  };
}

/** What a stage carries from one iteration to the next: with it and its inputs, another run of it goes on to the bit. */
export interface StageMemory {
  /** So many are done. */
  readonly iteration: number;
  /** Position in the stream of randomness that the next iteration draws from. */
  readonly drawn: number;
  /** What each network that is trained has learnt. */
  readonly networks: readonly ModelState[];
  /** The comparisons that a reward model's run has collected, by round. */
  readonly collected: readonly (readonly [round: number, comparisons: readonly Comparison[]])[];
}

export interface StageRun {
  readonly reports: AsyncGenerator<StepReport>;
  /** What the stage trains; null for a stage that trains nothing. */
  readonly model: Model | null;
  /** Frees the networks; call it once the generator has returned. */
  readonly dispose: () => void;
}

/** A run that trains, and can be gone on with. */
export interface TrainingRun extends StageRun {
  readonly model: Model;
  /** What it carries on, asked when an iteration has just ended. */
  readonly remember: () => Promise<Omit<StageMemory, 'iteration'>>;
}

/** What a stage starts from. */
export interface Start {
  readonly world: World;
  readonly settings: () => Settings;
  readonly round: number;
  readonly parametersOf: (stage: TrainedStage) => Float32Array;
  /** What an earlier run of it had come to; null: it begins. */
  readonly memory: StageMemory | null;
}

/** Networks that go on as they were remembered; each is named once. */
export function restore(networks: readonly Model[], memory: StageMemory | null): void {
  memory?.networks.forEach((state, i) => networks[i].restore(state));
}

/** `rng` is what the next iteration draws from; null: whatever is drawn is drawn again from the beginning. */
export async function rememberNetworks(networks: readonly Model[], rng: Rng | null) {
  const drawn = rng?.position ?? 0;
  return { drawn, networks: await Promise.all(networks.map((network) => network.state())), collected: [] };
}

const SAMPLES = 4;
const SAMPLE_PROMPTS = evaluationPrompts(24).filter(
  ({ kind }, i, all) => all.findIndex((other) => other.kind === kind) === i,
);
/** Prompts on which a stage is judged now and then. */
const CHECK_PROMPTS = evaluationPrompts(100);

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
    const { text, ended } = responses[i];
    return { prompt: prompt.text, response: text, ended, score: null, gold: judge(prompt, text, ended).gold };
  });
}

/** What was measured: a mean over nothing that counts is left out, as is an error that is not known. */
export function finiteEstimates(estimates: { readonly [K in MetricName]?: Pick<Estimate, 'mean' | 'error'> }) {
  const all = Object.entries(estimates).filter(([, { mean }]) => Number.isFinite(mean));
  const metrics: MetricValues = Object.fromEntries(all.map(([name, { mean }]) => [name, mean]));
  const known = all.filter(([, { error }]) => Number.isFinite(error));
  const errors: MetricValues = Object.fromEntries(known.map(([name, { error }]) => [name, error]));
  return { metrics, errors } satisfies MeasuredMetrics;
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
export function isDue(step: number, steps: number): boolean {
  return step === steps || step % Math.max(5, Math.round(steps / 20)) === 0;
}

/** A language model's training, with held-out numbers and samples now and then. */
async function* reportTraining<S extends PretrainStep | SftStep>(
  steps: AsyncGenerator<S>,
  describeStep: (step: S) => Promise<MicroStep>,
  check: () => Promise<MeasuredMetrics & { readonly samples: readonly Episode[] }>,
): AsyncGenerator<StepReport> {
  for await (const step of steps) {
    const describe = () => describeStep(step);
    if (step.kind === 'batch') {
      yield { describe };
      continue;
    }
    const { step: iteration, steps: iterations } = step;
    const checked = isDue(iteration, iterations) ? await check() : null;
    const metrics = { ...step.metrics, ...checked?.metrics };
    const point = { at: iteration, metrics, ...(checked?.errors && { errors: checked.errors }) };
    yield { describe, ended: { iteration, iterations, point, ...(checked && { samples: checked.samples }) } };
  }
}

export function runPretrain({ world, settings, memory }: Start): TrainingRun {
  const { size, seed } = settings();
  const model = languageModel(size, randomParameters(size, seed));
  restore([model], memory);
  const rng = stageRng(seed, 'pretrain');
  rng.position = memory?.drawn ?? 0;
  const heldOut = perplexityStream();
  const reports = reportTraining(
    pretrainStage(model, world, settings, rng, memory?.iteration),
    (step) => describePretrain(step, model),
    async () => {
      const heldOutLoss = await streamEstimate(model, heldOut, 32);
      const checked = finiteEstimates({ heldOutLoss, perplexity: exponential(heldOutLoss) });
      return { ...checked, samples: await sampleEpisodes(model, 'bare', seed) };
    },
  );
  return { reports, model, remember: () => rememberNetworks([model], rng), dispose: () => model.dispose() };
}

export function runSft({ world, settings, parametersOf, memory }: Start): TrainingRun {
  const { size, seed } = settings();
  const model = languageModel(size, parametersOf('pretrain'));
  restore([model], memory);
  const reports = reportTraining(
    sftStage(model, world, settings, memory?.iteration),
    (step) => describeSft(step, model),
    async () => {
      const heldOutLoss = await demonstrationEstimate(model, world.heldOutDemonstrations);
      const checked = finiteEstimates({ heldOutLoss, goldReward: await goldEstimate(model, seed) });
      return { ...checked, samples: await sampleEpisodes(model, 'chat', seed) };
    },
  );
  return { reports, model, remember: () => rememberNetworks([model], null), dispose: () => model.dispose() };
}

export function runPpo(start: Start, policyStart: Float32Array | null): TrainingRun {
  const { world, settings, round, parametersOf, memory } = start;
  const { size, seed, rewardModelSize, sharedTrunk } = settings();
  const reference = parametersOf('sft');
  const begin = policyStart ?? reference;
  const policy = sharedTrunk ? scalarModel(size, withScalarHead(size, begin)) : languageModel(size, begin);
  const rewardModel = scalarModel(rewardModelSize, parametersOf('rewardModel'));
  const valueNetwork = sharedTrunk ? policy : scalarModel(rewardModelSize, parametersOf('rewardModel'));
  const referencePolicy = languageModel(size, reference);
  const networks = { policy, referencePolicy, rewardModel, valueNetwork };
  const learning = [...new Set([policy, valueNetwork])];
  restore(learning, memory);
  const rng = stageRng(seed, 'ppo', round);
  rng.position = memory?.drawn ?? 0;
  async function* reports(): AsyncGenerator<StepReport> {
    for await (const step of ppoStage(networks, world, settings, round, rng, memory?.iteration)) {
      const describe = () => describePpo(step, { policy, valueNetwork }, trainingSettings(settings()));
      if (step.kind !== 'metrics') {
        yield { describe, updated: step.kind === 'update' };
        continue;
      }
      const { iteration, iterations, experience } = step;
      const { klCoef, policyLr: learningRate } = settings();
      const { valueGradNorm: _, ...shown } = step.metrics;
      const golds = describeEpisodes(experience, experience.scores, Infinity).map(({ gold }) => gold ?? 0);
      const checked = finiteEstimates({
        goldReward: overEpisodes(golds),
        proxyReward: overEpisodes(experience.scores),
      });
      const metrics = { ...shown, ...checked.metrics, klCoef, learningRate };
      const samples = describeEpisodes(experience, experience.scores);
      const point = { at: iteration, metrics, errors: checked.errors };
      yield { describe, ended: { iteration, iterations, point, samples } };
    }
  }
  const dispose = () => {
    for (const each of new Set(Object.values(networks))) each.dispose();
  };
  return { reports: reports(), model: policy, remember: () => rememberNetworks(learning, rng), dispose };
}
