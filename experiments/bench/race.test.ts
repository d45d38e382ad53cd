import { expect, test } from 'vitest';
import { plannedRows } from './options';
import { titleOf } from './race';

test.each([[null], ['There is no compiler.']])('no two rows have one title (torch.compile: %j)', (compileFault) => {
  const titles = (plannedRows([], () => ({ version: '2', compileFault })) ?? []).map(titleOf);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toContain('rollout S, 32 × 20 tokens, on wasm in chromium (fused, plain)');
});
