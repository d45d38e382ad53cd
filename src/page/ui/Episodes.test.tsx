import { expect, it } from 'vitest';
import { draw } from '../../testing/drawPage';
import { Episodes } from './Episodes';

it('is no table where there are no answers, as of a run that an older page saved', async () => {
  expect((await draw(<Episodes episodes={[]} label="answers" />)).has('table')).toBe(false);
  const episode = { prompt: 'a', response: 'the owl is grey .', ended: true, score: null, gold: null };
  const page = await draw(<Episodes episodes={[episode]} label="answers" />);
  expect(page.texts('th')).toEqual(['prompt', 'answer']);
});
