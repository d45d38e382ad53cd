import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../experiment/settings';
import { stageWork } from '../../ui/stageWork';
import { estimate } from './estimate';
import type { BenchBackend, BenchRow } from '../../../protocol/bench';

const settings = defaultSettings('S');

const row = (milliseconds: number): BenchRow => {
  const same = { median: milliseconds, min: milliseconds, max: milliseconds };
  return { fused: same, plain: { median: 1e6, min: 1e6, max: 1e6 }, rounds: 9, tokens: 1536 };
};

const measured = (backend: BenchBackend['backend'], training: number, rollout: number): BenchBackend => ({
  ...{ backend, device: '', reason: '' },
  rows: { training: row(training), rollout: row(rollout) },
});

describe('the estimate', () => {
  test('counts the default pipeline in the steps that were measured', () => {
    expect(stageWork(settings)).toEqual({
      pretrain: { training: 1000, rollout: 0 },
      sft: { training: (5 * 1000) / 32, rollout: 0 },
      rewardModel: { training: 500, rollout: 250 },
      // 60 iterations of 2 epochs over 64 episodes for two networks, with 16 windows in each of the 4 minibatches; 4 readers.
      ppo: { training: expect.closeTo(60 * 10 + (60 * 64 * 4) / 3 / 32, 6) as number, rollout: 120 },
    });
  });

  test('is that of the fastest backend, and within a tenth of what the page was seen to take', () => {
    // Two cores without a GPU: the page trained all stages and evaluated them in 2 min 0 s.
    const found = estimate([measured('webgpu', 526, 204), measured('wasm', 45.9, 12.5)], settings);
    expect(found?.backend).toBe('wasm');
    expect(Math.abs((found?.seconds ?? 0) - 120)).toBeLessThan(12);
    expect(found?.ppoSeconds).toBeCloseTo(760 * 0.0459 + 120 * 0.0125, 6);
  });

  test('needs a backend that did both works', () => {
    const half: BenchBackend = { ...measured('wasm', 45, 12), rows: { training: row(45) } };
    expect(estimate([half], settings)).toBeNull();
    expect(estimate([], settings)).toBeNull();
  });
});
