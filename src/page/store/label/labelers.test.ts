import { expect, it } from 'vitest';
import type { OwnRanking } from '../../../protocol/label';
import { importedLabelers } from './labelers';

const from = (digest: string, name: string): OwnRanking => ({
  id: `ranking of ${digest}`,
  file: { name, digest },
  prompt: 'hello',
  responses: [],
  levels: [],
});

it('no two labelers are called alike, also where a name is another’s with its number', () => {
  const files = ['rankings', 'rankings', 'rankings (2)', 'rankings', 'mia'];
  const names = importedLabelers(files.map((name, i) => from(String(i), name))).map(({ name }) => name);
  expect(names).toEqual(['rankings', 'rankings (2)', 'rankings (2) (2)', 'rankings (3)', 'mia']);
});
