import { expect, it } from 'vitest';
import { createStopwatch } from './stopwatch';

it('counts the seconds that go by, but for those while it is held', () => {
  let now = 5000;
  const watch = createStopwatch(() => now);
  now += 2000;
  watch.hold();
  now += 60_000;
  expect(watch.seconds()).toBe(2);
  watch.hold();
  watch.goOn();
  now += 1500;
  watch.goOn();
  now += 500;
  expect(watch.seconds()).toBe(4);
});
