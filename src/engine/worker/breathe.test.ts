import { afterEach, expect, it, vi } from 'vitest';
import { breathe } from './breathe';

afterEach(() => {
  vi.useRealTimers();
});

it('goes on in order, and waits for no timer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const order: number[] = [];
  await Promise.all([0, 1, 2].map((place) => breathe().then(() => order.push(place))));
  expect(order).toEqual([0, 1, 2]);
});

it('waits as long as it is told', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const over = vi.fn();
  const breath = breathe(40).then(over);
  await breathe();
  vi.advanceTimersByTime(39);
  await breathe();
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  await breath;
  expect(over).toHaveBeenCalledOnce();
});
