import { expect, it } from 'vitest';
import { isLow, watchBattery } from './battery';

class Battery extends EventTarget {
  charging = false;
  level = 0.5;

  become(change: 'chargingchange' | 'levelchange', to: Partial<Pick<Battery, 'charging' | 'level'>>): void {
    Object.assign(this, to);
    this.dispatchEvent(new Event(change));
  }
}

it('is low at a fifth or less, unless it is being charged', () => {
  expect([0.21, 0.2, 0].map((level) => isLow({ charging: false, level }))).toEqual([false, true, true]);
  expect(isLow({ charging: true, level: 0.1 })).toBe(false);
});

it('is told when it becomes low and when it is no longer', async () => {
  const battery = new Battery();
  const told: boolean[] = [];
  await watchBattery((low) => told.push(low), { getBattery: () => Promise.resolve(battery) });
  expect(told).toEqual([]);
  battery.become('levelchange', { level: 0.19 });
  battery.become('levelchange', { level: 0.18 });
  battery.become('chargingchange', { charging: true });
  expect(told).toEqual([true, false]);
});

it('is told at once where it is low already, and never where the browser does not tell', async () => {
  const told: boolean[] = [];
  const battery = Object.assign(new Battery(), { level: 0.1 });
  await watchBattery((low) => told.push(low), { getBattery: () => Promise.resolve(battery) });
  await watchBattery((low) => told.push(low), {});
  await watchBattery((low) => told.push(low), { getBattery: () => Promise.reject(new Error('NotAllowedError')) });
  expect(told).toEqual([true]);
});
