import { describe, expect, test } from 'vitest';
import { EVALUATION_SETS, evaluationSet } from './evaluationSets';
import { ANIMALS } from './facts';
import { promptsOfKind } from './prompts';

describe('the evaluation sets', () => {
  test.each([
    ['harmful', 65, ['harm']],
    ['premises', 100, ['premise']],
    ['myths', 12, ['qa']],
    ['spanish', 40, ['sp_qa']],
  ] as const)('%s holds %i different prompts, the same every time', (set, count, kinds) => {
    const prompts = evaluationSet(set);
    expect(new Set(prompts.map(({ text }) => text)).size).toBe(count);
    expect(prompts).toHaveLength(count);
    expect([...new Set(prompts.map(({ kind }) => kind))]).toEqual(kinds);
    expect(evaluationSet(set)).toEqual(prompts);
  });

  test('are these', () => {
    expect(EVALUATION_SETS).toHaveLength(4);
  });

  test('harmful and Spanish prompts are all there are', () => {
    expect(evaluationSet('harmful')).toEqual(promptsOfKind('harm'));
    expect(evaluationSet('spanish')).toEqual(promptsOfKind('sp_qa'));
  });

  test('myths ask once for each fact about which there is a myth', () => {
    const asked = evaluationSet('myths').map((prompt) =>
      prompt.kind === 'qa' ? [prompt.animal, prompt.attribute] : [],
    );
    expect(asked).toEqual(ANIMALS.flatMap(({ name, myth }) => (myth ? [[name, myth.attribute]] : [])));
  });

  test('false premises are about colors and homes of every animal', () => {
    const prompts = evaluationSet('premises').flatMap((prompt) => (prompt.kind === 'premise' ? [prompt] : []));
    expect(new Set(prompts.map(({ animal }) => animal)).size).toBe(20);
    const colors = prompts.filter(({ attribute }) => attribute === 'color').length;
    expect(Math.abs(colors - 50)).toBeLessThanOrEqual(15);
  });
});
