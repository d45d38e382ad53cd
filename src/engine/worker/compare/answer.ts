/**
 * One question, answered by every model that is asked. Each answer is scored by the reward model, judged where the world can
 * read the prompt, and measured token by token against the reference: log π − log π_ref, the summand of the KL
 * divergence that PPO penalizes (Ouyang et al. 2022, equation 2).
 *
 * Every model is measured as it was asked: chat for the trained ones, the bare prompt or an example before it for the
 * base model, which never saw the chat markers. The reference reads the prompt as chat, always. Both at temperature 1,
 * whatever the answers were drawn at, so that the numbers mean the same at every temperature.
 */
import {
  MAX_SAMPLES,
  type Answer,
  type GoldMarks,
  type Question,
  type RespondentAnswers,
} from '../../../protocol/compare';
import type { Model } from '../../lm/model';
import { consume, readAll } from '../../lm/read';
import type { Size } from '../../../experiment/names';
import { languageModel, scalarModel } from '../../rlhf/networks';
import { stageRng } from '../../../rng';
import { verdictOn } from '../../rlhf/evaluation/answered';
import { formatPrompt, respond, type PromptFormat, type Response } from '../../rlhf/respond';
import { sequenceBatch, atLastPlace } from '../../rlhf/sequences';
import { decode } from '../../../world/tokenizer';
import { CONTEXT } from '../../../world/vocabulary';
import type { AskedModel } from './respondents';

/** The models that read the answers of others: the reference and the reward model, where they exist. */
interface Scorers {
  readonly reference: Model | null;
  readonly rewardModel: Model | null;
}

/** Their weights; null for one that does not exist yet. */
export interface ScorerWeights {
  readonly size: Size;
  readonly reference: Float32Array | null;
  readonly rewardModelSize: Size;
  readonly rewardModel: Float32Array | null;
}

/** What one model said, with the answers as they were drawn. */
export interface Said {
  readonly asked: AskedModel;
  readonly responses: readonly Response[];
  readonly answers: readonly Answer[];
}

/** A question's answers as they go to the page. */
export function respondentAnswers(said: readonly Said[]): RespondentAnswers[] {
  return said.map(({ asked, answers }) => ({ respondent: asked.respondent, answers }));
}

/** All draw with the same dice, so that two models differ by what they are and not by luck. */
export async function answerQuestion(
  question: Question,
  everyone: readonly AskedModel[],
  weights: ScorerWeights,
): Promise<Said[]> {
  const { size, reference, rewardModel, rewardModelSize } = weights;
  const scorers: Scorers = {
    reference: reference && languageModel(size, reference),
    rewardModel: rewardModel && scalarModel(rewardModelSize, rewardModel),
  };
  const said: Said[] = [];
  try {
    for (const asked of everyone) {
      const model = languageModel(size, asked.parameters);
      try {
        const responses = await drawResponses(model, question, asked.format);
        said.push({ asked, responses, answers: await scoreAnswers(model, question, asked.format, responses, scorers) });
      } finally {
        model.dispose();
      }
    }
  } finally {
    scorers.reference?.dispose();
    scorers.rewardModel?.dispose();
  }
  return said;
}

/** Always as many as can be asked for, so that fewer are the first of more and there is one shape. */
function drawResponses(model: Model, question: Question, format: PromptFormat): Promise<Response[]> {
  const { prompt, temperature, seed, draw } = question;
  const prompts = new Array<string>(MAX_SAMPLES).fill(prompt);
  return respond(model, prompts, format, temperature, stageRng(seed, 'compare', draw));
}

async function scoreAnswers(
  model: Model,
  { prompt, samples, temperature }: Question,
  format: PromptFormat,
  responses: readonly Response[],
  { reference, rewardModel }: Scorers,
): Promise<Answer[]> {
  const askedAs = (as: PromptFormat) => {
    const asked = formatPrompt(prompt, as);
    const sequences = responses.map(({ tokens }) => ({ prompt: asked, response: tokens }));
    return { batch: sequenceBatch(sequences, CONTEXT), start: asked.length };
  };
  const own = askedAs(format);
  const chat = format === 'chat' ? own : askedAs('chat');
  const [said, ofReference, scored] = await Promise.all([
    model.forward(own.batch, ['logprobs']),
    reference?.forward(chat.batch, ['logprobs']),
    rewardModel?.forward(chat.batch, ['values']),
  ]);
  const read: Partial<Record<'logprobs' | 'refLogprobs' | 'scores', Float32Array>> = await readAll<string>({
    ...said,
    ...(ofReference && { refLogprobs: ofReference.logprobs }),
    ...(scored && { scores: consume(scored, ({ values }) => atLastPlace(values, chat.batch)) }),
  });
  return responses.slice(0, temperature === 0 ? 1 : samples).map((response, row) => {
    const { tokens, text, ended } = response;
    const verdict = verdictOn({ prompt, response });
    // The prompted base ends at the word of its example, which no other model ends with: that place is not compared.
    const counted = tokens.length - (format === 'fewShot' && ended ? 1 : 0);
    const column = (values: Float32Array, start: number) =>
      tokens.map((_, t) => (t < counted ? (values[row * CONTEXT + start - 1 + t] ?? null) : null));
    return {
      text,
      ended,
      tokens: tokens.map((token) => decode([token])),
      logprobs: column(read.logprobs ?? new Float32Array(), own.start),
      refLogprobs: read.refLogprobs ? column(read.refLogprobs, chat.start) : null,
      score: read.scores?.[row] ?? null,
      marks: verdict && goldMarks(verdict),
    };
  });
}

function goldMarks({ gold, helpful, honest, harmless, factsRead }: GoldMarks): GoldMarks {
  return { gold, helpful, honest, harmless, factsRead };
}
