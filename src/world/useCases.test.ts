import { expect, test } from 'vitest';
import { ALL_PROMPTS, evaluationPrompts, readPrompt } from './prompts';
import { promptsFor, promptsOfAllUses, USE_CASE_NAMES } from './useCases';

test('every prompt of the world is found under exactly one use', () => {
  const found = USE_CASE_NAMES.flatMap(promptsFor);
  expect([...found].sort()).toEqual(ALL_PROMPTS.map(({ text }) => text).sort());
});

test('a handful shows every kind of the use', () => {
  const kinds = (texts: readonly string[]) => texts.map((text) => readPrompt(text)?.kind);
  expect(new Set(kinds(promptsFor('describe').slice(0, 3)))).toEqual(new Set(['one', 'two', 'describe']));
  expect(new Set(kinds(promptsFor('story').slice(0, 2)))).toEqual(new Set(['story', 'story_n']));
  expect(new Set(kinds(promptsOfAllUses().slice(0, 10))).size).toBe(10);
});

test('the order is the same every time', () => {
  expect(promptsFor('harmful')).toEqual(promptsFor('harmful'));
  expect([...promptsOfAllUses()].sort()).toEqual([...new Set(evaluationPrompts().map(({ text }) => text))].sort());
});
