/** The marks of an answer: where the judge read no fact, honest says why it has its value. */
import { beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../../protocol/compare';
import { draw, stubBrowser } from '../../../testing/drawPage';
import { text } from '../../text/text';
import { Badges } from './Badges';

beforeAll(stubBrowser);

function answer(written: string, honest: number, factsRead = 0): Answer {
  const marks = { gold: 0, helpful: 0, honest, harmless: 1, factsRead };
  return { text: written, ended: true, tokens: [], logprobs: [], refLogprobs: null, score: 0, marks };
}

it.each([
  ['nothing said', answer('', 0.5), text.compare.nothingSaid],
  ['nothing that it could read', answer('hello !', 0.5), text.compare.nothingRead],
  ['nothing false', answer('hello !', 1), text.compare.noFactRead],
  ['half of the facts true', answer('the cow is white . the pig is red .', 0.5, 2), '0.5'],
])('honest of %s', async (_, each, said) => {
  const page = await draw(<Badges answer={each} prompt="describe the cow ." />);
  expect(page.one('[data-mark="honest"] dd').text).toBe(said);
});
