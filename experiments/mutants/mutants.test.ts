import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MUTANTS } from './mutants';

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  '%s: the place where it is planted is still there, once',
  (_, { file, find, replace }) => {
    expect(readFileSync(file, 'utf8').split(find)).toHaveLength(2);
    expect(replace).not.toBe(find);
  },
);
