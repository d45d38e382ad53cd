import { expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { teachTheSame } from './teachTheSame';

const ranking = (id: string, more: Partial<OwnRanking> = {}): OwnRanking => ({
  id,
  prompt: `describe the ${id} .`,
  responses: ['a', 'the'].map((text) => ({ text, from: 'policy', quality: null, flags: [] })),
  levels: [[0], [1]],
  ...more,
});
const owl = ranking('owl');
const bee = ranking('bee');

it('rankings teach the same as long as nobody adds, deletes or ranks again, whatever is remarked', () => {
  const marked = { ...owl, responses: owl.responses.map((response) => ({ ...response, quality: 7 })) };
  expect(teachTheSame([owl, bee], [marked, structuredClone(bee)])).toBe(true);
});

it.each([
  ['one is ranked again', [{ ...owl, levels: [[1], [0]] }, bee]],
  ['one comes for another', [owl, ranking('cow')]],
  ['one is deleted', [owl]],
  ['one is somebody else’s', [{ ...owl, file: { name: 'mia', digest: 'one' } }, bee]],
])('they do not where %s', (_, after) => {
  expect(teachTheSame([owl, bee], after)).toBe(false);
});
