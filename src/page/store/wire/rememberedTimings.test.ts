import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BackendTiming } from '../../../protocol/protocol';
import { forgetTimings, rememberTimings, recallTimings } from './rememberedTimings';

const TIMINGS: readonly BackendTiming[] = [
  { backend: 'webgpu', millisecondsPerStep: 4.5, reason: '' },
  {
    ...{ backend: 'wasm', millisecondsPerStep: 20, reason: 'Slower here than webgpu.' },
    workers: [{ workers: 2, millisecondsPerStep: 20 }],
  },
];

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('timings come back for the size they were made at, until they are forgotten', () => {
  expect(recallTimings('S')).toBeNull();
  rememberTimings('S', TIMINGS);
  expect(recallTimings('S')).toEqual(TIMINGS);
  expect(recallTimings('M')).toBeNull();
  forgetTimings('S');
  expect(recallTimings('S')).toBeNull();
});

test.each(['{', '"text"', '[{"backend":"abacus","millisecondsPerStep":1,"reason":""}]'])(
  'what is not a list of timings is as if nothing were there: %s',
  (text) => {
    rememberTimings('S', TIMINGS);
    for (const key of stored.keys()) stored.set(key, text);
    expect(recallTimings('S')).toBeNull();
  },
);

test('what an older page timed of WASM on one worker alone is compared with nothing', () => {
  const alone = { backend: 'wasm', millisecondsPerStep: 20, reason: '' } as const;
  rememberTimings('S', [TIMINGS[0], alone]);
  expect(recallTimings('S')).toBeNull();
  const untimed = [TIMINGS[0], { ...alone, millisecondsPerStep: null }];
  rememberTimings('S', untimed);
  expect(recallTimings('S')).toEqual(untimed);
});

test('workers that are no list of timings are as if nothing were there', () => {
  for (const workers of [1.5, 0, -1, 9, 1e12]) {
    rememberTimings('S', [{ ...TIMINGS[1], workers: [{ workers, millisecondsPerStep: 3 }] }]);
    expect(recallTimings('S')).toBeNull();
  }
});

test('a browser that keeps nothing is no error', () => {
  vi.stubGlobal('localStorage', undefined);
  rememberTimings('S', TIMINGS);
  expect(recallTimings('S')).toBeNull();
});

test('a browser that is full, or refuses each access, is no error', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  rememberTimings('S', TIMINGS);
  forgetTimings('S');
  expect(recallTimings('S')).toBeNull();
});
