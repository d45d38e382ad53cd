import { expect, it } from 'vitest';
import { TRAINED_STAGES } from '../../../../experiment/names';
import { linesOf, termsOf } from '../../../text/terms';
import { text } from '../../../text/text';
import { cutFunction } from './extractFunction';
import { MICRO_STEP_SOURCES } from './microStepSources';
import { readSource } from './sourceFiles';

const SOURCE = `/** Twice. */
export function twice(x: number): number {
  if (x === 0) {
    return 0;
  }
  return 2 * x;
}

export async function* twiceOver(x: number) {
  yield twice(x);
}
`;

it('cuts from the declaration to the brace that closes it', () => {
  expect(cutFunction(SOURCE, 'twice')).toEqual({ first: 2, lines: SOURCE.split('\n').slice(1, 7) });
  expect(cutFunction(SOURCE, 'twiceOver').first).toBe(9);
});

it('refuses a name that the source does not declare', () => {
  expect(() => cutFunction(SOURCE, 'twi')).toThrow('"twi"');
  expect(() => cutFunction('function open() {', 'open')).toThrow('"open"');
});

it('refuses a file that is not there', async () => {
  await expect(readSource('rlhf/nothing.ts')).rejects.toThrow('rlhf/nothing.ts');
});

const kinds = TRAINED_STAGES.flatMap((stage) =>
  Object.entries(MICRO_STEP_SOURCES[stage]).map(([kind, places]) => ({ stage, kind, places })),
);

it.each(kinds)('shows source for $stage $kind, in which every term of its formula stands', async (shown) => {
  const { stage, kind, places } = shown;
  expect(places).not.toEqual([]);
  const cuts = await Promise.all(places.map(async ({ file, name }) => cutFunction(await readSource(file), name)));
  for (const { lines } of cuts) expect(lines.length).toBeGreaterThan(2);
  const { formula } = (text.microSteps[stage] as Record<string, { formula: string }>)[kind];
  const unlit = termsOf(formula).filter((term) => cuts.every(({ lines }) => linesOf(term, lines).length === 0));
  expect(unlit).toEqual([]);
});
