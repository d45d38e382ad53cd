import { expect, it } from 'vitest';
import { judge } from '../../../world/judge';
import { evaluationPrompts } from '../../../world/prompts';
import { responseOf } from '../respond';
import { verdictOn } from './answered';

it('an answer is judged as its prompt asks, and not where nobody can read the prompt', () => {
  const [prompt] = evaluationPrompts(1);
  const response = responseOf('the owl lives in the forest .');
  expect(verdictOn({ prompt: prompt.text, response })).toEqual(judge(prompt, response.text, true));
  expect(verdictOn({ prompt: 'the the the', response })).toBeNull();
});
