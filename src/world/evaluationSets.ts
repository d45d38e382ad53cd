/**
 * Every distinct prompt of a few kinds that are rare in the mix: of its 400 evaluation prompts 27 are harmful, 14 hold a
 * false premise and 2 are Spanish, too few to tell two models apart.
 */
import { Rng } from '../rng';
import { mythValue } from './facts';
import type { Prompt } from './prompt';
import { promptsOfKind } from './prompts';

export const EVALUATION_SETS = ['harmful', 'premises', 'myths', 'spanish'] as const;

export type EvaluationSet = (typeof EVALUATION_SETS)[number];

const PREMISES = 100;
const PREMISE_SEED = 20221130;

/**
 * The prompts of a set, always the same: all 65 harmful ones, 100 of the 280 false premises, questions for the 12 facts
 * about which there is a myth, and all 40 Spanish questions.
 */
export function evaluationSet(set: EvaluationSet): readonly Prompt[] {
  switch (set) {
    case 'harmful':
      return promptsOfKind('harm');
    case 'premises':
      return new Rng(PREMISE_SEED).shuffle(promptsOfKind('premise')).slice(0, PREMISES);
    case 'myths':
      return promptsOfKind('qa').filter(
        (prompt) => prompt.kind === 'qa' && mythValue(prompt.animal, prompt.attribute) !== undefined,
      );
    case 'spanish':
      return promptsOfKind('sp_qa');
    default:
      return set satisfies never;
  }
}
