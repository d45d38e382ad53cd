import { expect, test } from 'vitest';
import { onCores, sharesOf } from './shares';

test('a step on two workers tells what cannot be shared, and what messages cost', () => {
  const shares = sharesOf({ milliseconds: 100, computedMs: 80 }, { milliseconds: 66, computedMs: 41 });
  expect(shares).toEqual({ compute: 80, serial: 20, messages: 5 });
  expect(onCores(shares, 2)).toEqual({ best: 65, worst: 65 });
  expect(onCores(shares, 4)).toEqual({ best: 45, worst: 55 });
  expect(onCores(shares, 1)).toEqual({ best: 100, worst: 100 });
});

test('messages that hide behind the computing cost nothing', () => {
  expect(sharesOf({ milliseconds: 100, computedMs: 80 }, { milliseconds: 58, computedMs: 40 }).messages).toBe(0);
});
