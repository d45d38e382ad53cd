import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SIZES, TRAINED_STAGES } from '../../../experiment/names';
import { FILE_NAMES, SHIPPED_SIZES } from './stageWeights';

test('the sizes that are said to ship are those that do', () => {
  const ships = (stage: (typeof TRAINED_STAGES)[number]) =>
    SIZES.filter((size) => existsSync(`public/checkpoints/${size}/${FILE_NAMES[stage]}.safetensors`));
  for (const stage of TRAINED_STAGES) expect(SHIPPED_SIZES[stage]).toEqual(ships(stage));
});
