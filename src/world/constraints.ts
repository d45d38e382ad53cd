/**
 * Explicit constraints: what an instruction states about the form of its answer, apart from whether the answer is right
 * (InstructGPT, figure 4: "attempts correct instruction" beside "follows explicit constraints"). They are reported on
 * their own and are no part of gold.
 */
import type { Fact } from './facts';
import { hasClass } from './grammar';
import type { Prompt } from './prompt';

/** A response taken apart. */
interface Reading {
  /** Its complete sentences without courtesies. */
  readonly body: readonly string[];
  /** Whether unfinished words follow; they count as one more sentence. */
  readonly hasRest: boolean;
  readonly facts: readonly Fact[];
}

/** Whether a response keeps to the form that its prompt states; null for a prompt that states none. */
export function obeysConstraints(prompt: Prompt, { body, hasRest, facts }: Reading): boolean | null {
  const words = body.flatMap((sentence) => sentence.split(' '));
  switch (prompt.kind) {
    case 'one':
      return body.length === 1 && !hasRest;
    case 'two':
      return new Set(facts.map(({ animal, attribute }) => `${animal} ${attribute}`)).size === 2;
    case 'list':
    case 'list_home':
      return new Set(body[0]?.split(' ').filter(hasClass)).size === prompt.count;
    case 'r_polite':
      return words.includes('please');
    case 'r_question':
      return body.length > 0 && !hasRest && body.every((sentence) => sentence.endsWith('?'));
    case 'cls':
      return words.includes('happy') !== words.includes('sad');
    case 'story':
    case 'describe':
    case 'story_n':
    case 'harm':
    case 'qa':
    case 'which':
    case 'premise':
    case 'c_hello':
    case 'c_how':
    case 'c_sad':
    case 'c_thank':
    case 'c_who':
    case 'c_name':
    case 'summ':
    case 'closed':
    case 'extract':
    case 'sp_qa':
      return null;
    default:
      return prompt satisfies never;
  }
}
