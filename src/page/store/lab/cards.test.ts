import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SCENARIO_NAMES } from '../../../experiment/scenarios';
import { recordingOf } from '../../../testing/recordings';
import { CARDS_FILE, cardOf } from './cards';

const written = readFileSync(`public/recordings/${CARDS_FILE}`, 'utf8');

it.each(SCENARIO_NAMES)('the card of %s is what its recording comes to: npm run recordings writes it', (name) => {
  const shipped = (JSON.parse(written) as Readonly<Record<string, unknown>>)[name];
  expect(shipped).toEqual(cardOf(recordingOf(name)));
});

it('a card has a curve with both its ends, and few points', () => {
  for (const name of SCENARIO_NAMES) {
    const recording = recordingOf(name);
    const { curves, seconds } = cardOf(recording);
    expect(seconds).toBeGreaterThan(0);
    expect(curves.length).toBeGreaterThan(0);
    for (const { arm, quantity, points } of curves) {
      const all = recording.events.flatMap((event) =>
        event.type === 'point' && event.arm === arm && event.quantity === quantity ? [event] : [],
      );
      expect(points.length).toBeLessThanOrEqual(16);
      expect(points[0][1]).toBeCloseTo(all[0].y, 1);
      expect(points[points.length - 1][0]).toBeCloseTo(all[all.length - 1].x, -3);
    }
  }
  expect(written.length).toBeLessThan(20_000);
});
