import { expect, test } from 'vitest';
import { chatPrompt, fewShotPrompt } from './promptFormats';
import { ALL_PROMPTS } from './prompts';
import { decode, encode } from './tokenizer';
import { CONTEXT, MAX_RESPONSE } from './vocabulary';

test('a chat prompt stands between its two specials', () => {
  expect(decode(chatPrompt('hello !'))).toBe('<|user|> hello ! <|assistant|>');
});

test('the longest chat prompt has 20 tokens and leaves room for the longest response', () => {
  const longest = Math.max(...ALL_PROMPTS.map(({ text }) => chatPrompt(text).length));
  expect(longest).toBe(20);
  expect(longest + MAX_RESPONSE).toBeLessThanOrEqual(CONTEXT);
});

test('a few-shot prompt opens with an example', () => {
  expect(fewShotPrompt('describe the cow .')).toBe(
    'question : name two animals . answer : cow , pig . question : describe the cow . answer :',
  );
});

test('the example of a few-shot prompt is kept up to the last token that leaves room for a response', () => {
  expect(encode(fewShotPrompt('write a story about ben and the .'))).toHaveLength(CONTEXT - MAX_RESPONSE);
  expect(fewShotPrompt('write a story about ben and the cow .')).toBe(
    'question : write a story about ben and the cow . answer :',
  );
});

test('every few-shot prompt leaves room for a response', () => {
  for (const { text } of ALL_PROMPTS) {
    expect(encode(fewShotPrompt(text)).length + MAX_RESPONSE).toBeLessThanOrEqual(CONTEXT);
  }
});
