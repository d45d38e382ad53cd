/**
 * The answers of a stage's model to a few fixed prompts and one of the learner's own, beside those of the model that the
 * stage began with. Both are drawn with the same dice, so that an answer changes only where the model did.
 */
import type { Size, TrainedStage } from '../../../experiment/names';
import type { Episode } from '../../../protocol/microSteps';
import { stageRng } from '../../../rng';
import { judge } from '../../../world/judge';
import { chatPrompt } from '../../../world/promptFormats';
import type { PromptKind } from '../../../world/prompt';
import { evaluationPrompts, readPrompt } from '../../../world/prompts';
import { languageModel, randomParameters, scalarModel, withScalarHead } from '../../rlhf/networks';
import { respond, type PromptFormat, type Response } from '../../rlhf/respond';
import { scoreSequences } from '../../rlhf/rewardModel';
import type { Shared } from '../stages/shared';
import type { StageInputs } from '../stages/startStage';

/** Milliseconds from the samples of a running stage to the next, at least. */
const EVERY = 1000;
/** The share of a run's time that its samples may take, at most. */
const SHARE = 0.05;

const KINDS: readonly PromptKind[] = ['harm', 'story', 'qa', 'describe'];
/** One of each kind, as people ask them. */
const PROMPTS = KINDS.flatMap((kind) => evaluationPrompts().find((prompt) => prompt.kind === kind)?.text ?? []);
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

interface Answered {
  readonly prompt: string;
  readonly response: Response;
}

async function answersOf({ size, parameters }: Network, { prompts, format, seed }: Asked): Promise<Answered[]> {
  const model = languageModel(size, parameters);
  try {
    const responses = await respond(model, prompts, format, 1, stageRng(seed, 'samples'));
    return prompts.map((prompt, i) => ({ prompt, response: responses[i] }));
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
  const scores = rewardModel && (await scoresOf(answers, rewardModel));
  return answers.map(({ prompt, response: { text, ended } }, i) => {
    const readable = readPrompt(prompt);
    const gold = readable ? judge(readable, text, ended).gold : null;
    return { prompt, response: text, ended, score: scores?.[i] ?? null, gold };
  });
}

async function scoresOf(answers: readonly Answered[], { size, parameters }: Network): Promise<Float32Array> {
  const model = scalarModel(size, parameters);
  try {
    const sequences = answers.map(({ prompt, response }) => ({
      prompt: chatPrompt(prompt),
      response: response.tokens,
    }));
    return await scoreSequences(model, sequences, sequences.length);
  } finally {
    model.dispose();
  }
}

/** The network that a stage begins with. */
function startOf({ stage, settings, weights, roundStart, rewardModel }: StageInputs): Network | null {
  const { size, seed } = settings;
  const of = (parameters: Float32Array | undefined) => (parameters ? { size, parameters } : null);
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
      return of(roundStart ?? weights.sft);
    default:
      return stage satisfies never;
  }
}

/** The episodes before training stay as they are while nothing changes of what they hang on. */
interface Before {
  readonly inputs: StageInputs;
  readonly ownPrompt: string | null;
  readonly rewardModel: Float32Array | null;
  readonly episodes: readonly Episode[];
}

export class Samples {
  private ownPrompt: string | null = null;
  private before: Before | null = null;
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
    const begun = now();
    const inputs = await this.inputsOf(stage);
    const start = startOf(inputs);
    const parameters = await stageWeights.parametersOf(stage);
    if (!start || !parameters) return;
    const present = { size: start.size, parameters };
    const [before, episodes] = await (stage === 'rewardModel'
      ? this.scored(inputs, start, present)
      : this.answered(inputs, start, present));
    this.dueAt = begun + Math.max(EVERY, (now() - begun) / SHARE);
    emit({ type: 'samples', stage, iteration, before, episodes });
  }

  private async answered(inputs: StageInputs, start: Network, present: Network) {
    const { stage, settings } = inputs;
    const { stageWeights } = this.shared;
    const rewardModel = await stageWeights.parametersOf('rewardModel');
    const scorer = rewardModel && { size: this.shared.settings.rewardModelSize, parameters: rewardModel };
    const asked: Asked = {
      prompts: this.withOwn(stage === 'pretrain' ? BEGINNINGS : PROMPTS),
      format: stage === 'pretrain' ? 'bare' : 'chat',
      seed: settings.seed,
    };
    const episodes = async (network: Network) => this.seen(await episodesOf(await answersOf(network, asked), scorer));
    const before = await this.remembered(inputs, rewardModel, () => episodes(start));
    return [before, await episodes(present)] as const;
  }

  /** The same answers, scored by the reward model before it has learned anything, and now. */
  private async scored(inputs: StageInputs, start: Network, present: Network) {
    const { settings, weights } = inputs;
    const policy = weights.ppo ?? weights.sft;
    if (!policy) return [[], []] as const;
    const prompts = this.withOwn(PROMPTS).flatMap((prompt) => new Array<string>(TO_RANK).fill(prompt));
    const asked: Asked = { prompts, format: 'chat', seed: settings.seed };
    const drawn = await answersOf({ size: settings.size, parameters: policy }, asked);
    const episodes = async (network: Network) => bestAndWorst(this.seen(await episodesOf(drawn, network)));
    return [await this.remembered(inputs, null, () => episodes(start)), await episodes(present)] as const;
  }

  /** Always as many prompts, so that there is one shape: without one of the learner's own, the last stands twice. */
  private withOwn(prompts: readonly string[]): string[] {
    return [...prompts, this.ownPrompt ?? prompts[prompts.length - 1]];
  }

  private seen(episodes: readonly Episode[]): readonly Episode[] {
    return this.ownPrompt === null ? episodes.slice(0, -episodes.length / (KINDS.length + 1)) : episodes;
  }

  private async remembered(
    inputs: StageInputs,
    rewardModel: Float32Array | null,
    make: () => Promise<readonly Episode[]>,
  ): Promise<readonly Episode[]> {
    const { before, ownPrompt } = this;
    if (before?.inputs === inputs && before.ownPrompt === ownPrompt && before.rewardModel === rewardModel)
      return before.episodes;
    const episodes = await make();
    this.before = { inputs, ownPrompt, rewardModel, episodes };
    return episodes;
  }
}
