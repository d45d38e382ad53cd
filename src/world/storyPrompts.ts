/** The prompts that ask for a story: one task, small enough to be taught by a few "good" and "bad". */
import type { Rng } from '../rng';
import type { Prompt } from './prompt';
import { evaluationPrompts, samplePrompt } from './prompts';

/** So many evaluation prompts hold more stories than anyone judges. */
const LOOKED_THROUGH = 1200;

const isStory = ({ kind }: Prompt) => kind === 'story' || kind === 'story_n';

/** One that is not held out. */
export function sampleStoryPrompt(rng: Rng): Prompt {
  for (;;) {
    const prompt = samplePrompt(rng, 'train');
    if (isStory(prompt)) return prompt;
  }
}

/** The first so many among the evaluation prompts, held-out texts among them. */
export function storyEvaluationPrompts(count: number): Prompt[] {
  return evaluationPrompts(LOOKED_THROUGH).filter(isStory).slice(0, count);
}
