import { describe, expect, test } from 'vitest';
import type { Host } from './hosts';
import { plannedRows } from './options';
import type { Contestant } from './plan';
import { race, titleOf } from './race';

test.each([[null], ['There is no compiler.']])('no two rows have one title (torch.compile: %j)', (compileFault) => {
  const titles = (plannedRows([], () => ({ version: '2', compileFault })) ?? []).map(titleOf);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toContain('rollout S, 32 × 20 tokens, on wasm in chromium (fused, plain)');
});

describe('a contestant that fails', () => {
  const [row] =
    plannedRows(['--where', 'node', '--backends', 'wasm', '--sizes', 'XS', '--rounds', '3'], () => null) ?? [];
  const opened = { device: '', openMs: 1, firstStepMs: 1, pipelines: 0 };
  const step = { milliseconds: 1000, counts: null, peakBytes: null, computedMs: 0 };

  /** Whose lane fails at which step; the one before the first round is 1. */
  const hostWith = (failing: Contestant, at: number, closed: Contestant[]): Host => ({
    name: 'a host',
    lane: async (contestant) => {
      let steps = 0;
      return {
        start: async () => opened,
        step: async () => {
          if (contestant === failing && ++steps === at) throw new Error('It is lost.');
          return step;
        },
        close: async () => void closed.push(contestant),
      };
    },
    close: async () => undefined,
  });

  test.each([1, 3])('at step %i is reported, and the others go on', async (at) => {
    const closed: Contestant[] = [];
    const results = await race(hostWith('naive', at, closed), row);
    expect(results.map((result) => [result.contestant, 'error' in result ? result.error : result.steps])).toEqual([
      ['fused', 3],
      ['plain', 3],
      ['naive', 'It is lost.'],
    ]);
    expect(closed.sort()).toEqual(['fused', 'naive', 'plain']);
  });

  test('leaves no ratios if all others are measured against it', async () => {
    const results = await race(hostWith('fused', 2, []), row);
    expect(results.map((result) => ('ratio' in result ? result.ratio : 'failed'))).toEqual([null, null, 'failed']);
  });
});
