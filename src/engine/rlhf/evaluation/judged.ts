/** Answers and what the gold judge says of them, which training never sees. */
import type { Rng } from '../../../rng';
import { judge, type Verdict } from '../../../world/judge';
import type { Prompt } from '../../../world/prompt';
import type { Model } from '../../lm/model';
import { respond, type PromptFormat, type Response } from '../respond';

const ROWS_AT_ONCE = 100;

/** One judged response. */
export interface Judged {
  readonly prompt: Prompt;
  readonly response: Response;
  readonly verdict: Verdict;
}

/** Answers every prompt `samples` times, all prompts before the next time, and yields the judged responses of each batch. */
export async function* answerAndJudge(
  model: Model,
  prompts: readonly Prompt[],
  format: PromptFormat,
  rng: Rng,
  samples = 1,
): AsyncGenerator<readonly Judged[]> {
  const asked = Array.from({ length: samples }, () => prompts).flat();
  for (let from = 0; from < asked.length; from += ROWS_AT_ONCE) {
    const part = asked.slice(from, from + ROWS_AT_ONCE);
    const responses = await respond(
      model,
      part.map(({ text }) => text),
      format,
      1,
      rng,
    );
    yield part.map((prompt, i) => {
      const response = responses[i];
      return { prompt, response, verdict: judge(prompt, response.text, response.ended) };
    });
  }
}

/** `answerAndJudge` to its end. */
export async function judgedAnswers(...asked: Parameters<typeof answerAndJudge>): Promise<Judged[]> {
  const all: Judged[] = [];
  for await (const part of answerAndJudge(...asked)) all.push(...part);
  return all;
}
