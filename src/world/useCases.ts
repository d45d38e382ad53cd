/** Prompts by what they are for, as someone picks one: a little finer than InstructGPT's use cases. */
import { Rng } from '../rng';
import type { Prompt, PromptKind } from './prompt';
import { ALL_PROMPTS, evaluationPrompts } from './prompts';

export const USE_CASE_NAMES = [
  'story',
  'describe',
  'question',
  'premise',
  'brainstorm',
  'chat',
  'rewrite',
  'summarize',
  'classify',
  'closed',
  'extract',
  'harmful',
  'spanish',
] as const;

export type UseCaseName = (typeof USE_CASE_NAMES)[number];

const OF_KIND: Readonly<Record<PromptKind, UseCaseName>> = {
  story: 'story',
  story_n: 'story',
  one: 'describe',
  two: 'describe',
  describe: 'describe',
  qa: 'question',
  which: 'question',
  premise: 'premise',
  list: 'brainstorm',
  list_home: 'brainstorm',
  c_hello: 'chat',
  c_how: 'chat',
  c_sad: 'chat',
  c_thank: 'chat',
  c_who: 'chat',
  c_name: 'chat',
  r_polite: 'rewrite',
  r_question: 'rewrite',
  summ: 'summarize',
  cls: 'classify',
  closed: 'closed',
  extract: 'extract',
  harm: 'harmful',
  sp_qa: 'spanish',
};

/** The first of each kind, then the second of each, and so on: the texts, each once. */
function inTurns(prompts: readonly Prompt[]): string[] {
  const seen = new Map<PromptKind, number>();
  const placed = prompts.map(({ kind, text }) => {
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
    return { text, nth };
  });
  return [...new Set(placed.sort((a, b) => a.nth - b.nth).map(({ text }) => text))];
}

/** Texts of all prompts for a use, in an order in which a handful shows the whole range; always the same. */
export function promptsFor(useCase: UseCaseName): readonly string[] {
  const prompts = ALL_PROMPTS.filter(({ kind }) => OF_KIND[kind] === useCase);
  return inTurns(new Rng(0).fork(useCase).shuffle(prompts));
}

/** Texts of the evaluation prompts, all uses in turns. */
export function promptsOfAllUses(): readonly string[] {
  return inTurns(evaluationPrompts());
}
