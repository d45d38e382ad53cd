/**
 * The answers of a stage's model to a few fixed prompts and one of the learner's own, beside those of the model that the
 * stage began with. Both are drawn with the same dice, so that an answer changes only where the model did.
 */
import type { Size, TrainedStage } from '../../../experiment/names';
import type { Episode } from '../../../protocol/microSteps';
import { stageRng } from '../../../rng';
import type { PromptKind } from '../../../world/prompt';
import { firstOfEachKind } from '../../../world/prompts';
import { answerAll, scoresOf, verdictOn, type Answered } from '../../rlhf/evaluation/answered';
import { languageModel, randomParameters, scalarModel, withScalarHead } from '../../rlhf/networks';
import type { PromptFormat } from '../../rlhf/respond';
import type { Shared } from '../stages/shared';
import { beginAlike, startingPolicy, type StageInputs } from '../stages/startStage';

/** Milliseconds from the samples of a running stage to the next, at least. */
const EVERY = 1000;
/** The share of a run's time that its samples may take, at most. */
const SHARE = 0.05;

const KINDS: readonly PromptKind[] = ['harm', 'story', 'qa', 'describe'];
/** One of each kind, as people ask them. */
const FIRST = firstOfEachKind();
const PROMPTS = KINDS.flatMap((kind) => FIRST.find((prompt) => prompt.kind === kind)?.text ?? []);
/** What a base model is given: texts to continue, and requests, which it continues as well. */
const BEGINNINGS = ['the owl lives in the', 'once there was a', ...PROMPTS.slice(0, 2)];
/** Answers drawn to one prompt for a reward model to tell apart; two that differ most in gold are shown. */
const TO_RANK = 4;

interface Network {
  readonly size: Size;
  readonly parameters: Float32Array;
}

/** A question as it is put to a model. */
interface Asked {
  readonly prompts: readonly string[];
  readonly format: PromptFormat;
  readonly seed: number;
}

async function answersOf({ size, parameters }: Network, { prompts, format, seed }: Asked): Promise<Answered[]> {
  const model = languageModel(size, parameters);
  try {
    return await answerAll(model, prompts, format, 1, stageRng(seed, 'samples'));
  } finally {
    model.dispose();
  }
}

/** Of the answers to each prompt the best and the worst by gold, of which the same answer is one. */
export function bestAndWorst(episodes: readonly Episode[]): readonly Episode[] {
  const prompts = [...new Set(episodes.map(({ prompt }) => prompt))];
  return prompts.flatMap((prompt) => {
    const answers = episodes.filter((episode) => episode.prompt === prompt);
    const different = answers.filter(
      ({ response }, i) => answers.findIndex((other) => other.response === response) === i,
    );
    const ranked = different.sort((a, b) => (b.gold ?? 0) - (a.gold ?? 0));
    return ranked.length > 1 ? [ranked[0], ranked[ranked.length - 1]] : ranked;
  });
}

/** Scores are those of the reward model; null without one. */
async function episodesOf(answers: readonly Answered[], rewardModel: Network | null): Promise<Episode[]> {
  const scores = rewardModel && (await scored(answers, rewardModel));
  return answers.map((answer, i) => {
    const { text, ended } = answer.response;
    return {
      prompt: answer.prompt,
      response: text,
      ended,
      score: scores?.[i] ?? null,
      gold: verdictOn(answer)?.gold ?? null,
    };
  });
}

async function scored(answers: readonly Answered[], { size, parameters }: Network): Promise<Float32Array> {
  const model = scalarModel(size, parameters);
  try {
    return await scoresOf(model, answers, answers.length);
  } finally {
    model.dispose();
  }
}

/** The network that a stage begins with. */
function startOf(inputs: StageInputs): Network | null {
  const { stage, settings, weights, rewardModel } = inputs;
  const { size, seed } = settings;
  const of = (parameters: Float32Array | null = null) => parameters && { size, parameters };
  switch (stage) {
    case 'pretrain':
      return of(randomParameters(size, seed));
    case 'sft':
      return of(weights.pretrain);
    case 'rewardModel':
      return (
        rewardModel && {
          size: rewardModel.initial.size,
          parameters: withScalarHead(rewardModel.initial.size, rewardModel.initial.parameters),
        }
      );
    case 'ppo':
      return of(startingPolicy(inputs));
    default:
      return stage satisfies never;
  }
}

/** What the samples of a stage have in common as long as it begins with the same, and the learner's prompt is the same. */
interface Begun {
  readonly inputs: StageInputs;
  readonly ownPrompt: string | null;
  readonly start: Network | null;
  /** Of a reward model: the answers that it scores, drawn once. */
  drawn: readonly Answered[] | null;
  /** The episodes before training, as the reward model scored them then. */
  before: { readonly rewardModel: Float32Array | null; readonly episodes: readonly Episode[] } | null;
}

export class Samples {
  private ownPrompt: string | null = null;
  private begun: Begun | null = null;
  private dueAt = -Infinity;

  /** `inputsOf`: what a stage began with, or would begin with now. */
  constructor(
    private readonly shared: Shared,
    private readonly inputsOf: (stage: TrainedStage) => Promise<StageInputs>,
  ) {}

  /** From now on the learner's own prompt is answered beside the others, unless it is one of them; null: none. */
  ask(ownPrompt: string | null): void {
    this.ownPrompt = ownPrompt === null || PROMPTS.includes(ownPrompt) ? null : ownPrompt;
  }

  /** Of a stage that runs, often enough to watch, and seldom enough not to hold it up. */
  async emitIfDue(stage: TrainedStage, iteration: number): Promise<void> {
    if (this.shared.now() >= this.dueAt) await this.emit(stage, iteration);
  }

  /** Emits nothing for a stage that has no weights, or nothing to begin with. */
  async emit(stage: TrainedStage, iteration: number): Promise<void> {
    const { stageWeights, emit, now } = this.shared;
    if (!stageWeights.has(stage)) return;
    const began = now();
    const begun = this.begunWith(await this.inputsOf(stage));
    const parameters = await stageWeights.parametersOf(stage);
    if (!begun.start || !parameters) return;
    const present = { size: begun.start.size, parameters };
    const [before, episodes] = await (stage === 'rewardModel'
      ? this.scored(begun, begun.start, present)
      : this.answered(begun, begun.start, present));
    this.dueAt = began + Math.max(EVERY, (now() - began) / SHARE);
    emit({ type: 'samples', stage, iteration, before, episodes });
  }

  private begunWith(inputs: StageInputs): Begun {
    const { begun, ownPrompt } = this;
    if (begun && beginAlike(begun.inputs, inputs) && begun.ownPrompt === ownPrompt) return begun;
    return (this.begun = { inputs, ownPrompt, start: startOf(inputs), drawn: null, before: null });
  }

  private async answered(begun: Begun, start: Network, present: Network) {
    const { stage, settings } = begun.inputs;
    const { stageWeights } = this.shared;
    const rewardModel = await stageWeights.parametersOf('rewardModel');
    const scorer = rewardModel && { size: this.shared.settings.rewardModelSize, parameters: rewardModel };
    const asked: Asked = {
      prompts: this.withOwn(stage === 'pretrain' ? BEGINNINGS : PROMPTS),
      format: stage === 'pretrain' ? 'bare' : 'chat',
      seed: settings.seed,
    };
    const episodes = async (network: Network) => this.seen(await episodesOf(await answersOf(network, asked), scorer));
    const before = await this.remembered(begun, rewardModel, () => episodes(start));
    return [before, await episodes(present)] as const;
  }

  /** The same answers, scored by the reward model before it has learned anything, and now. */
  private async scored(begun: Begun, start: Network, present: Network) {
    const drawn = (begun.drawn ??= await this.draw(begun.inputs));
    const episodes = async (network: Network) => bestAndWorst(this.seen(await episodesOf(drawn, network)));
    if (drawn.length === 0) return [[], []] as const;
    return [await this.remembered(begun, null, () => episodes(start)), await episodes(present)] as const;
  }

  /** Answers of the model whose answers are ranked; none where there is none. */
  private async draw({ settings, weights }: StageInputs): Promise<readonly Answered[]> {
    const policy = weights.ppo ?? weights.sft;
    if (!policy) return [];
    const prompts = this.withOwn(PROMPTS).flatMap((prompt) => new Array<string>(TO_RANK).fill(prompt));
    return answersOf({ size: settings.size, parameters: policy }, { prompts, format: 'chat', seed: settings.seed });
  }

  /** Always as many prompts, so that there is one shape: without one of the learner's own, the last stands twice. */
  private withOwn(prompts: readonly string[]): string[] {
    return [...prompts, this.ownPrompt ?? prompts[prompts.length - 1]];
  }

  private seen(episodes: readonly Episode[]): readonly Episode[] {
    return this.ownPrompt === null ? episodes.slice(0, -episodes.length / (KINDS.length + 1)) : episodes;
  }

  private async remembered(
    begun: Begun,
    rewardModel: Float32Array | null,
    make: () => Promise<readonly Episode[]>,
  ): Promise<readonly Episode[]> {
    const known = begun.before;
    if (known !== null && known.rewardModel === rewardModel) return known.episodes;
    const episodes = await make();
    begun.before = { rewardModel, episodes };
    return episodes;
  }
}
