import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SIZES, TRAINED_STAGES } from '../../../experiment/names';
import { SHIPPED_SIZES, shippedPath } from './weightFiles';

test('the sizes that are said to ship are those that do', () => {
  const ships = (stage: (typeof TRAINED_STAGES)[number]) =>
    SIZES.filter((size) => existsSync(`public/${shippedPath(stage, size)}`));
  for (const stage of TRAINED_STAGES) expect(SHIPPED_SIZES[stage]).toEqual(ships(stage));
});
