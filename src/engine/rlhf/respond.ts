/** Responses of a model to prompts of the world, as chat (trained models) or as few-shot continuation (the base model). */
import type { Model } from '../lm/model';
import type { Rng } from '../../rng';
import { chatPrompt, FEW_SHOT_STOP_WORD, fewShotPrompt } from '../../world/promptFormats';
import { decode, encode, encodeWords, splitWords } from '../../world/tokenizer';
import { EOT, MAX_RESPONSE } from '../../world/vocabulary';

/** How the prompt is put to the model: as chat, as bare text to continue, or as text after an example. */
export type PromptFormat = 'chat' | 'bare' | 'fewShot';

export interface Response {
  /** Token ids, closed by the end token if the model ended. */
  readonly tokens: readonly number[];
  /** Words without the end token. */
  readonly text: string;
  readonly ended: boolean;
}

/** A text as a model would have written it: one that is shorter than the longest has ended. Throws as `encode`. */
export function responseOf(text: string): Response {
  const tokens = encode(text);
  const ended = tokens.length < MAX_RESPONSE;
  return { tokens: ended ? [...tokens, EOT] : tokens, text: splitWords(text).join(' '), ended };
}

const FEW_SHOT_STOP = encode(FEW_SHOT_STOP_WORD)[0];

/** Token ids after which the response stands. The prompt is of words alone: throws as `encodeWords`. */
export function formatPrompt(text: string, format: PromptFormat): number[] {
  if (format === 'chat') return chatPrompt(text);
  return encodeWords(format === 'fewShot' ? fewShotPrompt(text) : text);
}

/** One response to each prompt, sampled at a temperature (0: the likeliest token each time). */
export async function respond(
  model: Model,
  prompts: readonly string[],
  format: PromptFormat,
  temperature: number,
  rng: Rng,
): Promise<Response[]> {
  const generated = await model.generate({
    prompts: prompts.map((text) => formatPrompt(text, format)),
    maxTokens: MAX_RESPONSE,
    temperature,
    stopTokens: format === 'fewShot' ? [EOT, FEW_SHOT_STOP] : [EOT],
    rng,
  });
  return generated.map(({ tokens, ended }) => {
    const words = ended ? tokens.slice(0, -1) : tokens;
    return { tokens: ended ? [...words, EOT] : words, text: decode(words), ended };
  });
}
