/** Answers to requests as they were typed, which the reward model scores and, where it can read them, the world judges. */
import type { Rng } from '../../../rng';
import { judge, type Verdict } from '../../../world/judge';
import { chatPrompt } from '../../../world/promptFormats';
import { readPrompt } from '../../../world/prompts';
import type { Model } from '../../lm/model';
import { respond, type PromptFormat, type Response } from '../respond';
import { scoreSequences } from '../rewardModel';

export interface Answered {
  readonly prompt: string;
  readonly response: Response;
}

/** One answer to each prompt, sampled at a temperature (0: the likeliest token each time). */
export async function answerAll(
  model: Model,
  prompts: readonly string[],
  format: PromptFormat,
  temperature: number,
  rng: Rng,
): Promise<Answered[]> {
  const responses = await respond(model, prompts, format, temperature, rng);
  return prompts.map((prompt, i) => ({ prompt, response: responses[i] }));
}

/** Scores by the reward model, which reads every prompt as chat. [answers] */
export function scoresOf(rewardModel: Model, answers: readonly Answered[], batchSize?: number): Promise<Float32Array> {
  const sequences = answers.map(({ prompt, response }) => ({ prompt: chatPrompt(prompt), response: response.tokens }));
  return scoreSequences(rewardModel, sequences, batchSize);
}

/** Null where the judge cannot read the prompt. */
export function verdictOn({ prompt, response: { text, ended } }: Answered): Verdict | null {
  const readable = readPrompt(prompt);
  return readable ? judge(readable, text, ended) : null;
}
