/** How a prompt is laid out for the models: chat for the trained ones, few-shot for the base model. */
import { encode, encodeWords } from './tokenizer';
import { ASSISTANT, CONTEXT, MAX_RESPONSE, USER } from './vocabulary';

const FEW_SHOT_EXAMPLE = 'question : name two animals . answer : cow , pig .';

/** The word at which a prompted base model's answer ends; it counts as ended and is stripped before scoring. */
export const FEW_SHOT_STOP_WORD = 'question';

/** Token ids of `<|user|> PROMPT <|assistant|>`; the response follows, closed by the end token. Throws as `encodeWords`. */
export function chatPrompt(text: string): number[] {
  return [USER, ...encodeWords(text), ASSISTANT];
}

/** The text that makes a base model answer by example; without the example when it leaves no room for a response. */
export function fewShotPrompt(text: string): string {
  const question = `question : ${text} answer :`;
  const prompted = `${FEW_SHOT_EXAMPLE} ${question}`;
  return encode(prompted).length + MAX_RESPONSE > CONTEXT ? question : prompted;
}
